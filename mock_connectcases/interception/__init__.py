"""Who catches a client's request: the only room that touches botocore's and requests' hooks."""
