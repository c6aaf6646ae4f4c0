"""What the law says where a cooperative is under it: values with their dates, their texts and their names."""
