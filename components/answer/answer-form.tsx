"use client";

import { Download } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { useExports } from "@/components/exports/exports-provider";
import { TimeZoneField } from "@/components/exports/time-zone-field";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { SelectField, TextField } from "@/components/ui/form-field";
import { RadioOption } from "@/components/ui/radio-option";
import { useIsHydrated } from "@/components/ui/use-browser";
import { answerDueOn } from "@/lib/exports/answer/due-on";
import { languages as allLanguages, type Language, languageNames } from "@/lib/exports/answer/languages";
import { makePassword } from "@/lib/exports/answer/password";
import { exportLabel } from "@/lib/exports/labels/export-texts";

type Props = {
  workspace: string;
  contact: string;
  languages: Language[];
  looked: Record<string, string>;
  origin: string;
};

/** How the answer is written, what is recorded about the request, and the download. A plain form: without JavaScript it has no password. */
export function AnswerForm({ workspace, contact, languages, looked, origin }: Props) {
  const { tracker } = useExports();
  const isHydrated = useIsHydrated();
  const [language, setLanguage] = useState<Language>("en");
  const [dueOn, setDueOn] = useState<string | null>(null);
  const [password, setPassword] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    const newPassword = fields.encrypted ? makePassword() : null;
    const isStarted = await tracker.start(origin, exportLabel("contact", "zip"), fields, newPassword ?? undefined);
    // A second click must not replace the password of the download that has begun.
    if (isStarted) setPassword(newPassword);
  }
  function change({ target }: FormEvent<HTMLFormElement>) {
    const { name, value } = target as unknown as HTMLInputElement;
    if (name === "language") setLanguage(value as Language);
    if (name === "requested_on") setDueOn(answerDueOn(value));
  }

  return (
    <form method="post" action="/api/exports" onSubmit={submit} onChange={change} className="space-y-4">
      <input type="hidden" name="workspace" value={workspace} />
      <input type="hidden" name="kind" value="contact" />
      <input type="hidden" name="contact" value={contact} />
      <input type="hidden" name="format" value="zip" />
      {Object.entries(looked).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <fieldset className="space-y-2">
        <legend className="mb-1.5 text-sm font-medium">Internal notes</legend>
        <RadioOption name="notes" value="include" label="Include internal notes" required>
          Your team’s private comments, and the notes on this contact.
        </RadioOption>
        <RadioOption name="notes" value="exclude" label="Leave out internal notes" required>
          If your policy excludes these comments and notes from answers.
        </RadioOption>
      </fieldset>
      <div className="grid gap-3 sm:grid-cols-2">
        <SelectField
          label="Language of the report"
          name="language"
          value="en"
          options={allLanguages.map((value) => ({ value, label: languageNames[value] }))}
        />
        <TimeZoneField value="" hint="For the times in the report, such as Europe/Berlin." />
        <TextField label="Reference, optional" name="reference" maxLength={100} placeholder="Ticket or case" />
        <TextField label="Request received, optional" name="requested_on" type="date" />
        <div className="sm:col-span-2">
          <TextField
            label="How the person’s identity was checked, optional"
            name="identity_check"
            maxLength={200}
            placeholder="Replied from the address on record"
          />
          <p className="mt-1.5 text-sm text-quiet">
            These three stand in the audit log and on the receipt.{" "}
            {dueOn ? <b className="font-medium text-ink">The answer is due on {dueOn}.</b> : null}
          </p>
        </div>
      </div>
      {isHydrated ? (
        <label className="flex items-start gap-2.5 text-sm">
          <input type="checkbox" name="encrypted" value="true" className="mt-0.5 size-4 accent-accent" />
          <span>
            <span className="font-medium">Encrypt with a password</span>
            <span className="block text-quiet">
              It is shown once, here, and stored nowhere. Send it another way than the file. The person needs a program
              such as 7-Zip, WinZip or Keka; Windows’ own can’t open it.
            </span>
          </span>
        </label>
      ) : null}
      {languages.includes(language) ? null : (
        <p className="rounded-md bg-note-soft px-3 py-2 text-sm text-note-ink">
          This answer will lack the information of GDPR Art. 15(1), such as purposes, recipients and rights: your
          workspace has none in {languageNames[language]}.{" "}
          <Link href={`/${workspace}/settings/privacy?language=${language}`} className="font-medium underline">
            Write it
          </Link>
        </p>
      )}
      <Button type="submit" variant="primary" className="w-full">
        <Download className="size-4" aria-hidden="true" />
        Export the package
      </Button>
      {password ? (
        <p
          role="status"
          className="flex flex-wrap items-center gap-x-2 rounded-md border border-line px-3 py-2 text-sm"
        >
          Password of the package: <code className="font-mono font-semibold">{password}</code>
          <CopyButton text={password} label="password" /> Note it now: it isn’t shown again.
        </p>
      ) : null}
    </form>
  );
}
