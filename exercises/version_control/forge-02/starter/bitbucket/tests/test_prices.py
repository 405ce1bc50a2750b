import unittest

import prices


class Prices(unittest.TestCase):
    def test_total(self):
        self.assertEqual(prices.total([(2, 65), (1, 420)]), 550)

    def test_shown(self):
        self.assertEqual(prices.shown(1205), "12.05")
