/**
 * The whole environment of PostgreSQL's programs. Nothing of ours is passed on: a stray PGDATA, LANG or TZ would
 * change how a cluster is made, and our secrets are not the server's business.
 */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH ?? "/usr/local/bin:/usr/bin:/bin",
  TZ: "UTC",
  LC_ALL: "C",
});
