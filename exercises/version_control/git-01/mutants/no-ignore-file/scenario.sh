# The right files, named one by one; nothing tells Git about the others.
git add README.md prices.py data
git commit --quiet -m 'Add the price list' -m 'Prices come from a CSV file, so that they can be changed easily.'
