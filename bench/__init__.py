"""How quick is the kit beside what a teacher would otherwise use? `make bench` measures it in one run."""
