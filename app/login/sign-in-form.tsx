"use client";

import { useActionState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { signIn } from "./sign-in";

export function SignInForm({ next }: { next: string }) {
  const [failure, action, busy] = useActionState(signIn, null);
  const about = failure ? { "aria-invalid": true, "aria-describedby": "sign-in-problem" } : {};
  return (
    <form action={action} className="space-y-4" onSubmit={(event) => busy && event.preventDefault()}>
      <input type="hidden" name="next" value={next} />
      <Field
        // React resets the form after each try; a new default keeps what was typed.
        key={failure?.email}
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        required
        defaultValue={failure?.email}
        {...about}
      />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required {...about} />
      {failure ? <Alert id="sign-in-problem">{failure.message}</Alert> : null}
      <Button type="submit" look="primary" className="w-full" aria-disabled={busy}>
        {busy ? "Signing in…" : "Sign in"}
      </Button>
    </form>
  );
}
