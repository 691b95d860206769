"use client";

import { useActionState, useId } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import type { Language } from "@/lib/exports/answer/languages";
import { type Letter, letters } from "@/lib/exports/answer/letters";

type Texts = Partial<Record<Letter, string>>;
type Failure = { texts: Texts; message: string };
type Props = {
  workspace: string;
  language: Language;
  texts: Texts;
  labels: Record<Letter, string>;
  save: (previous: Failure | null, form: FormData) => Promise<Failure | null>;
};

/** One field for each letter of GDPR Art. 15(1), in one language. */
export function PrivacyForm({ workspace, language, texts, labels, save }: Props) {
  const [failure, action, isPending] = useActionState(save, null);
  const shown = failure?.texts ?? texts;
  return (
    <form action={action} className="space-y-4">
      <input type="hidden" name="workspace" value={workspace} />
      <input type="hidden" name="language" value={language} />
      {letters.map((letter) => (
        <LetterField
          key={letter}
          letter={letter}
          label={labels[letter]}
          text={shown[letter] ?? ""}
          language={language}
        />
      ))}
      {failure ? <Alert>{failure.message}</Alert> : null}
      <Button type="submit" variant="primary" disabled={isPending}>
        Save new version
      </Button>
    </form>
  );
}

type LetterProps = { letter: Letter; label: string; text: string; language: Language };

function LetterField({ letter, label, text, language }: LetterProps) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        <span className="text-quiet">({letter})</span> <span lang={language}>{label}</span>
      </label>
      <textarea
        id={id}
        name={letter}
        lang={language}
        rows={3}
        maxLength={4000}
        defaultValue={text}
        className="block field-sizing-content min-h-20 w-full rounded-md border border-edge bg-surface px-2.5 py-1.5 text-base text-ink"
      />
    </div>
  );
}
