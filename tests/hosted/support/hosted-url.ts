/** The URL of a database for a role. All roles have the same password. */
export function hostedUrl(port: number, role: string, database: string): string {
  return `postgresql://${role}:postgres@127.0.0.1:${port}/${database}`;
}
