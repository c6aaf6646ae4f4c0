"""The demonstration: a sample cooperative with a past, and the main job played in front of the user."""
