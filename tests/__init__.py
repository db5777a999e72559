"""A package only so that `bench` finds it: some packages install a `tests` of their own."""
