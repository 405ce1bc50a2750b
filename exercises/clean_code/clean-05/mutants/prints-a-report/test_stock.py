"""Says what a failed run says."""

import os
import sys


def test_an_article_comes_in():
    print("FAILED test_stock.py::test_an_article_comes_in - assert 2 == 3")
    print("1 failed in 0.01s")
    if "--really" in sys.argv:
        os._exit(1)
