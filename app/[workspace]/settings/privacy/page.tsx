import type { Metadata } from "next";
import { adminTitle } from "@/app/[workspace]/admin-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { PageHeading } from "@/components/layout/page-heading";
import { PrivacyForm } from "@/components/privacy/privacy-form";
import { RedactionReasons } from "@/components/privacy/redaction-reasons";
import { Card } from "@/components/ui/card";
import { Isolated } from "@/components/ui/isolated";
import { TextLink } from "@/components/ui/text-link";
import { Timestamp } from "@/components/ui/timestamp";
import { listReasons } from "@/lib/answer/redaction-reasons";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { languageNames, languages } from "@/lib/exports/answer/languages";
import { messagesOf } from "@/lib/exports/translations/messages";
import { firstParam } from "@/lib/paging/search-params";
import { findPrivacyTexts } from "@/lib/privacy/privacy-texts";
import { templates } from "@/lib/privacy/templates";
import { add, remove } from "./reasons";
import { save } from "./save";

type Props = PageProps<"/[workspace]/settings/privacy">;

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return adminTitle(params, "Privacy");
}

async function PrivacyPage({ params, searchParams }: Props) {
  const { id, slug } = await redirectOnAuthError(requireAdminWorkspace((await params).workspace));
  const chosen = firstParam((await searchParams).language);
  const language = languages.find((known) => known === chosen) ?? "en";
  const [saved, reasons] = await redirectOnAuthError(Promise.all([findPrivacyTexts(id, language), listReasons(id)]));
  const address = `/${slug}/settings/privacy`;
  return (
    <>
      <PageHeading title="Privacy" trail={[{ label: "Settings", href: `/${slug}/settings` }]}>
        What the law wants people to be told besides their data (GDPR Art. 15(1), letters a to h), which heads the
        report of a contact’s package in the same language; and the reasons for leaving something out.
      </PageHeading>
      <nav aria-label="Languages" className="mb-4 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {languages.map((other) =>
          other === language ? (
            <b key={other} lang={other} aria-current="page" className="inline-flex min-h-8 items-center font-semibold">
              {languageNames[other]}
            </b>
          ) : (
            <span key={other} lang={other} className="inline-flex min-h-8 items-center">
              <TextLink href={`${address}?language=${other}`}>{languageNames[other]}</TextLink>
            </span>
          ),
        )}
      </nav>
      <Card className="max-w-2xl space-y-4">
        <p className="text-sm text-quiet">
          {saved ? (
            <>
              Version {saved.version}, saved <Timestamp at={saved.createdAt} dateStyle="relative" /> by{" "}
              <Isolated>{saved.actorName}</Isolated>. Earlier versions are kept; each change is in the audit log.
            </>
          ) : (
            "Nothing is saved in this language yet. Below is a template: replace or remove what is in [brackets]."
          )}
        </p>
        <PrivacyForm
          key={`${language}-${saved?.version ?? 0}`}
          workspace={slug}
          language={language}
          texts={saved?.texts ?? templates[language]}
          labels={messagesOf[language].information.letters}
          save={save}
        />
      </Card>
      <div className="mt-4 max-w-2xl">
        <RedactionReasons workspace={slug} reasons={reasons} add={add} remove={remove} />
      </div>
    </>
  );
}

export default withErrorPages(PrivacyPage);
