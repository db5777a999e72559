"""What is in a course, and is it right?"""
