import { findReceipt } from "@/lib/exports/queries/find-receipt";
import { withErrorHandling } from "@/lib/http/with-error-handling";
import { receiptFile } from "@/lib/receipts/claims";

/** Downloads the signed receipt of an export of a workspace that the user administers; 404 when the server did not sign one. */
export const GET = withErrorHandling(
  async (_request: Request, { params }: RouteContext<"/api/exports/[id]/receipt">) => {
    const { id } = await params;
    const { receipt, claims } = await findReceipt(id);
    return new Response(receiptFile(receipt, claims), {
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": `attachment; filename="receipt-${claims.export.slice(0, 8)}.json"`,
      },
    });
  },
);
