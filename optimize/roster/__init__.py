"""Who works when: the rules of a roster, the search for one, and what is wrong with it."""
