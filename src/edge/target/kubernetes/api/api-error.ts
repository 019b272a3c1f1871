/** The API server refused, or could not be reached (`status` 0). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;

  constructor(method: string, path: string, status: number, said: string) {
    super(
      status === 0
        ? `The API server could not be reached for ${method} ${path}: ${said}`
        : `The API server answered ${method} ${path} with ${status}: ${said}`,
    );
    this.status = status;
  }
}
