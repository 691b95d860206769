import type { Session } from "./check-sign-in.ts";
import { type Finding, failed, ok } from "./finding.ts";
import { type Answer, describeAnswer, networkProblem, type Project } from "./project.ts";

/**
 * A session is kept in cookies, and Node accepts 16 kB of headers from a browser; base64 and the copy of the user beside the token
 * leave at most 6 kB for the access token, which the app sends on to the project.
 */
const largestToken = 6_000;

/** No URL of the app is longer: the longest filters by the ids of one page. */
const longestUrl = 4_000;

/** Whether the gateway accepts headers and URLs as long as the app's can become. */
export async function checkHeaderSize(project: Project, { accessToken }: Session): Promise<Finding> {
  const padding = "x".repeat(Math.max(0, largestToken - accessToken.length));
  const ids = Array.from({ length: Math.floor(longestUrl / 37) }, () => "00000000-0000-0000-0000-000000000000").join();
  const tooLarge =
    "Raise the gateway's limits: 8 kB for one header, 4 kB for a URL. Accounts with much metadata have long tokens.";
  let answer: Answer;
  try {
    answer = await project.call(`/rest/v1/tenants?select=id&id=in.(${ids})`, {
      accessToken,
      headers: { "x-doctor": padding },
    });
  } catch (error) {
    return failed(
      `headers of ${largestToken / 1000} kB and a URL of ${longestUrl / 1000} kB: ${networkProblem(error)}`,
      tooLarge,
    );
  }
  if (answer.status === 200) return ok(`headers of ${largestToken / 1000} kB and URLs of ${longestUrl / 1000} kB pass`);
  return failed(
    `headers of ${largestToken / 1000} kB and a URL of ${longestUrl / 1000} kB: ${describeAnswer(answer)}`,
    tooLarge,
  );
}
