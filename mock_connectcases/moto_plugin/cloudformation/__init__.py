"""AWS::Cases::* in moto's CloudFormation: resources, and stacks that do not stay half-made."""
