"""What does a reader get?"""
