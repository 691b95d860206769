import type { Metadata } from "next";
import { leaveOut, takeBack } from "@/app/[workspace]/contacts/[id]/answer/leave-out";
import { answerTitle } from "@/app/[workspace]/contacts/customer-title";
import { withErrorPages } from "@/app/[workspace]/with-error-pages";
import { AnswerPage } from "@/components/answer/answer-page";
import { parseAnswerState } from "@/lib/answer/answer-state";
import { redirectOnAuthError } from "@/lib/auth/redirect-on-auth-error";
import { requireAdminWorkspace } from "@/lib/auth/session";
import { requireCustomer } from "@/lib/customers/customer";

type Props = PageProps<"/[workspace]/leads/[id]/answer">;

export function generateMetadata({ params }: Props): Promise<Metadata> {
  return answerTitle(params, "Leads");
}

async function LeadAnswerPage({ params, searchParams }: Props) {
  const { workspace: slug, id } = await params;
  await redirectOnAuthError(requireAdminWorkspace(slug));
  const { workspace, customer } = await requireCustomer(slug, "leads", id, "/answer");
  const state = parseAnswerState(await searchParams);
  return (
    <AnswerPage
      workspace={workspace}
      customer={customer}
      section="leads"
      state={state}
      leaveOut={leaveOut}
      takeBack={takeBack}
    />
  );
}

export default withErrorPages(LeadAnswerPage);
