"""The inspector of a server: its pages, and the controls behind them.

Rule of this room: nothing changes by GET nor without the server's token, and whatever a control
does can be taken back.
"""
