"""A solution that needs a file which is not there."""

import not_there

print(not_there)
