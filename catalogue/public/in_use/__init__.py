"""What the public pages say of methods that are asked after every year."""
