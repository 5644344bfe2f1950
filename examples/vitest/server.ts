import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export default async function start() {
  if (process.env.AWS_ENDPOINT_URL_CONNECTCASES) return; // a server is there already
  const options = ["serve", "--port", "0", "--quiet"];
  const server = spawn("mock-connectcases", options, { stdio: ["ignore", "pipe", "inherit"] });
  const firstLine = once(createInterface(server.stdout), "line");
  const [url] = await Promise.race([firstLine, once(server, "exit")]);
  if (typeof url !== "string") throw new Error(`mock-connectcases ended with status ${url}.`);
  process.env.AWS_ENDPOINT_URL_CONNECTCASES = url;
  return () => server.kill();
}
