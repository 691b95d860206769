/** What a check found: one line, and for anything but ok what to do about it. */
export type Finding = { status: "ok" | "warning" | "failed"; text: string; hint?: string };

/** A finding with what the next checks need; without a value they cannot run. */
export type FindingWith<Value> = Finding & { value?: Value };

export function ok(text: string): Finding {
  return { status: "ok", text };
}

export function warning(text: string, hint: string): Finding {
  return { status: "warning", text, hint };
}

export function failed(text: string, hint: string): Finding {
  return { status: "failed", text, hint };
}
