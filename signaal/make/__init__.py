"""How do the stored things come about?"""
