// A solution that cannot be loaded.

function limit() {
  throw new RangeError('no limit is set');
}

export const LIMIT = limit();
