"""What does a lecturer do with a course?"""
