/**
 * Solves A x = b for a symmetric positive definite A (row by row, `size` × `size`; only the lower half is read, and is overwritten by its Cholesky
 * factor) in place of b. False where A is not positive definite, as far as can be told.
 */
export function solvePositive(a: Float64Array, b: Float64Array, size: number): boolean {
  for (let i = 0; i < size; i += 1) {
    const whole = a[i * size + i] ?? 0;
    for (let j = 0; j <= i; j += 1) {
      let sum = a[i * size + j] ?? 0;
      for (let k = 0; k < j; k += 1) sum -= (a[i * size + k] ?? 0) * (a[j * size + k] ?? 0);
      if (i === j) {
        if (!(sum > whole * 1e-12)) return false;
        a[i * size + i] = Math.sqrt(sum);
      } else a[i * size + j] = sum / (a[j * size + j] ?? 1);
    }
  }
  substitute(a, b, size);
  return true;
}

/** Solves L Lᵀ x = b in place of b, L the factor that `solvePositive` left. */
export function substitute(factor: Float64Array, b: Float64Array, size: number): void {
  for (let i = 0; i < size; i += 1) {
    let sum = b[i] ?? 0;
    for (let k = 0; k < i; k += 1) sum -= (factor[i * size + k] ?? 0) * (b[k] ?? 0);
    b[i] = sum / (factor[i * size + i] ?? 1);
  }
  for (let i = size - 1; i >= 0; i -= 1) {
    let sum = b[i] ?? 0;
    for (let k = i + 1; k < size; k += 1) sum -= (factor[k * size + i] ?? 0) * (b[k] ?? 0);
    b[i] = sum / (factor[i * size + i] ?? 1);
  }
}
