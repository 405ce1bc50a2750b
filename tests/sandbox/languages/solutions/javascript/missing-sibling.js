// A solution that needs a file which is not there.

import { something } from './not-there.js';

console.log(something);
