import { sharedSession, signIn, signInBriefly } from "./sign-in";
import { stack } from "./stack";

/** The fields of POST /api/exports. */
export type ExportFields = { workspace: string } & Record<string, unknown>;

/** A user of the app over HTTP, with the cookies of their session. */
export class TestUser {
  readonly cookie: string;
  readonly #appUrl: string;

  private constructor(cookie: string, appUrl = stack.appUrl) {
    this.cookie = cookie;
    this.#appUrl = appUrl;
  }

  static async signedIn(email: string): Promise<TestUser> {
    return new TestUser(await sharedSession(email));
  }

  /** A user with a session that no other test uses. */
  static async newlySignedIn(email: string): Promise<TestUser> {
    return new TestUser(await signIn(email));
  }

  /** A user whose session expires after so many seconds and cannot be refreshed. */
  static async signedInBriefly(email: string, seconds: number): Promise<TestUser> {
    return new TestUser(await signInBriefly(email, seconds));
  }

  static signedOut(): TestUser {
    return new TestUser("");
  }

  /** The same session at another server of the app. */
  at(appUrl: string): TestUser {
    return new TestUser(this.cookie, appUrl);
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(path, this.#appUrl), {
      redirect: "manual",
      ...init,
      headers: { cookie: this.cookie, ...(init.headers as Record<string, string>) },
    });
  }

  /** Sends POST /api/exports as JSON. */
  postExport(fields: Record<string, unknown>): Promise<Response> {
    return this.fetch("/api/exports", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json" },
      body: JSON.stringify(fields),
    });
  }

  /**
   * Creates an export.
   * @returns its id and the address of its file
   * @throws when the answer is not a 201
   */
  async createExport(fields: ExportFields): Promise<{ id: string; file: string }> {
    const response = await this.postExport(fields);
    if (response.status !== 201) throw new Error(`Expected 201, got ${response.status}: ${await response.text()}`);
    return response.json() as Promise<{ id: string; file: string }>;
  }

  /** Creates an export and requests its file. @returns the response, its body unread, and the export's id */
  async download(fields: ExportFields): Promise<{ id: string; response: Response }> {
    const { id, file } = await this.createExport(fields);
    return { id, response: await this.fetch(file) };
  }
}
