/** Certificates of an authority that lives as long as a test, made by the platform's own openssl. */
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export interface Pair {
  readonly certificate: string;
  readonly key: string;
}

export interface Authority {
  readonly certificate: string;
  issue(name: string): Pair;
}

export function newAuthority(): Authority {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "authority-"));
  const file = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  openssl("req", "-x509", ...newKey, "-keyout", "ca.key", "-out", "ca.crt", "-subj", "/CN=Authority", "-days", "1");
  return {
    certificate: fs.readFileSync(file("ca.crt"), "utf8"),
    issue: (name) => {
      openssl("req", ...newKey, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", `/CN=${name}`);
      fs.writeFileSync(file("names"), `subjectAltName=DNS:${name}`);
      const sign = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names", "-days", "1"];
      openssl("x509", "-req", "-in", `${name}.csr`, ...sign, "-out", `${name}.crt`);
      return {
        certificate: fs.readFileSync(file(`${name}.crt`), "utf8"),
        key: fs.readFileSync(file(`${name}.key`), "utf8"),
      };
    },
  };
}
