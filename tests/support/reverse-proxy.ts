import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import getPort from "get-port";
import { waitUntil } from "./wait-until";

/** How a proxy runs with its example in `deploy/`: the program, and what the example needs around it. */
type Example = {
  program: string;
  /** Whether this version passes on that a response was cut; all do where this is missing. */
  passesOnCuts?: (path: string) => boolean;
  file: string;
  /** @returns the configuration to start with */
  wrap: (example: string, directory: string, port: number) => string;
  args: (configuration: string) => string[];
};

const apacheModules = ["mpm_event", "authz_core", "headers", "proxy", "proxy_http"];

export const examples: Record<string, Example> = {
  nginx: {
    program: "nginx",
    file: "nginx.conf",
    wrap: (example, directory) => `
      ${process.getuid?.() === 0 ? "user root;" : ""}  # its worker must reach this directory, where large responses are buffered
      daemon off; pid ${directory}/nginx.pid; error_log ${directory}/error.log;
      events {}
      http {
        access_log off;
        ${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${directory}/${name};`).join("\n")}
        ${example}
      }`,
    args: (configuration) => ["-c", configuration],
  },
  Caddy: {
    program: "caddy",
    // Since 2.7.6 (caddyserver/caddy#5952).
    passesOnCuts: (path) => {
      const [major = 0, minor = 0, patch = 0] =
        execFileSync(path, ["version"]).toString().match(/\d+/g)?.map(Number) ?? [];
      return major * 1e6 + minor * 1e3 + patch >= 2_007_006;
    },
    file: "Caddyfile",
    wrap: (example) => `{\n\tadmin off\n}\n${example}`,
    args: (configuration) => ["run", "--adapter", "caddyfile", "--config", configuration],
  },
  HAProxy: {
    program: "haproxy",
    file: "haproxy.cfg",
    wrap: (example) => example,
    args: (configuration) => ["-db", "-f", configuration],
  },
  Apache: {
    program: "apache2",
    file: "apache.conf",
    wrap: (example, directory, port) => `
      ServerRoot ${directory}
      ServerName localhost
      PidFile ${directory}/apache.pid
      ErrorLog ${directory}/error.log
      Listen 127.0.0.1:${port}
      ${apacheModules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
      ${process.getuid?.() === 0 ? "User www-data\nGroup www-data" : ""}
      ${example}`,
    args: (configuration) => ["-DFOREGROUND", "-f", configuration],
  },
};

/** The path of a program; undefined where it is not installed. Debian's servers are in /usr/sbin, which is not on every PATH. */
export function findProgram(name: string): string | undefined {
  const directories = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];
  return directories.map((directory) => join(directory, name)).find((path) => existsSync(path));
}

/**
 * Starts a proxy as its example says, with other ports, in front of an app server.
 * @param edit changes the example
 * @returns its address, and what stops it
 */
export async function startReverseProxy(
  { program, file, wrap, args }: Example,
  appUrl: string,
  edit: (example: string) => string = (example) => example,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const directory = mkdtempSync(join(tmpdir(), "hydra-proxy-"));
  const port = await getPort();
  const { host } = new URL(appUrl);
  const example = edit(readFileSync(join("deploy", file), "utf8"))
    .replaceAll("127.0.0.1:3000", host)
    .replaceAll(/^(\s*(?:listen |bind :|<VirtualHost \*:|:))80\b/gm, `$1${port}`);
  const configuration = join(directory, file);
  writeFileSync(configuration, wrap(example, directory, port));
  const child = spawn(findProgram(program) as string, args(configuration), {
    env: { ...process.env, HOME: directory, XDG_DATA_HOME: directory, XDG_CONFIG_HOME: directory },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text) => {
      output += text;
    });
  const url = `http://127.0.0.1:${port}`;
  await waitUntil(`${program} answers`, async () => {
    if (child.exitCode !== null) throw new Error(`${program} exited with ${child.exitCode}: ${output}`);
    return fetch(`${url}/login`).then(
      ({ ok }) => ok,
      () => false,
    );
  });
  return { url, stop: () => stop(child, directory) };
}

async function stop(child: ChildProcess, directory: string): Promise<void> {
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await exited;
  rmSync(directory, { recursive: true, force: true });
}
