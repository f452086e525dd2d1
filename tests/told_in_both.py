"""A warning says in Chinese what it says in English."""

import re


def in_both(problems):
    """The problems, each with every number of its English sentence in the Chinese one too."""
    for problem in problems:
        zh = problem.told("zh")
        assert re.search("[一-鿿]", zh), problem
        # Words of the file stand in both; a single day or part is a word in English.
        assert set(re.findall(r"\d+(?:\.\d+)?", problem.what)) <= set(
            re.findall(r"\d+(?:\.\d+)?", zh)
        )
        assert problem.where in zh
        assert not re.search(r"\b(the|expected|got|and)\b", problem.zh), problem
    return problems
