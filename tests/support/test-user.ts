import { signIn, signInBriefly } from "./sign-in";
import { stack } from "./stack";

type Asked = { workspace: string; kind: string; format: string; contact?: string; notes?: string };

/** Somebody who uses the app over HTTP, as a program with their session would. */
export class TestUser {
  readonly cookie: string;
  readonly #appUrl: string;

  private constructor(cookie: string, appUrl = stack.appUrl) {
    this.cookie = cookie;
    this.#appUrl = appUrl;
  }

  /** The same person at another server of the app. */
  through(appUrl: string): TestUser {
    return new TestUser(this.cookie, appUrl);
  }

  static async signedIn(email: string): Promise<TestUser> {
    return new TestUser(await signIn(email));
  }

  /** Somebody whose session ends by itself after so many seconds. */
  static async signedInBriefly(email: string, seconds: number): Promise<TestUser> {
    return new TestUser(await signInBriefly(email, seconds));
  }

  static signedOut(): TestUser {
    return new TestUser("");
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(path, this.#appUrl), {
      redirect: "manual",
      ...init,
      headers: { cookie: this.cookie, ...(init.headers as Record<string, string>) },
    });
  }

  /** Asks for an export, as JSON. */
  ask(asked: Asked | Record<string, unknown>): Promise<Response> {
    return this.fetch("/api/exports", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(asked),
    });
  }

  /** Asks for an export and expects to get it. @returns the run's id and the address of its file */
  async begin(asked: Asked): Promise<{ id: string; file: string }> {
    const answer = await this.ask(asked);
    if (answer.status !== 201) throw new Error(`Expected 201, got ${answer.status}: ${await answer.text()}`);
    return answer.json() as Promise<{ id: string; file: string }>;
  }

  /** A whole export: its file's answer, with the run's id. */
  async download(asked: Asked): Promise<{ id: string; response: Response }> {
    const { id, file } = await this.begin(asked);
    return { id, response: await this.fetch(file) };
  }
}
