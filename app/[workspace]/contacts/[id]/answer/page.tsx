import type { Metadata } from "next";
import { answerTitle } from "@/app/[workspace]/contacts/customer-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { AnswerPage } from "@/components/answer/answer-page";
import { parseAnswerState } from "@/lib/answer/answer-state";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { requireCustomer } from "@/lib/customers/customer";
import { leaveOut, takeBack } from "./leave-out";

type Props = PageProps<"/[workspace]/contacts/[id]/answer">;

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return answerTitle(params, "Contacts");
}

async function ContactAnswerPage({ params, searchParams }: Props) {
  const { workspace: slug, id } = await params;
  await redirectOnAuthError(requireAdminWorkspace(slug));
  const { workspace, customer } = await requireCustomer(slug, "contacts", id, "/answer");
  const state = parseAnswerState(await searchParams);
  return (
    <AnswerPage
      workspace={workspace}
      customer={customer}
      section="contacts"
      state={state}
      leaveOut={leaveOut}
      takeBack={takeBack}
    />
  );
}

export default withErrorPages(ContactAnswerPage);
