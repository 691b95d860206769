"use client";

import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/form-field";
import { signIn } from "./sign-in";

export function SignInForm({ next }: { next: string }) {
  const [failure, action, busy] = useActionState(signIn, null);
  const invalidProps = failure ? { "aria-invalid": true, "aria-describedby": "sign-in-error" } : {};
  return (
    <form action={action} className="space-y-4" onSubmit={(event) => busy && event.preventDefault()}>
      <input type="hidden" name="next" value={next} />
      <TextField
        // React resets the form after each attempt; the new default keeps what was typed.
        key={failure?.email}
        label="Email"
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={failure?.email}
        {...invalidProps}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        {...invalidProps}
      />
      {failure ? <Alert id="sign-in-error">{failure.message}</Alert> : null}
      <Button type="submit" variant="primary" className="w-full" aria-disabled={busy}>
        {busy ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
