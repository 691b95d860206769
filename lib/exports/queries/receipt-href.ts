/** The path of an export's receipt. */
export function receiptHref(workspace: string, exportId: string): string {
  return `/${workspace}/settings/data-export/receipts/${exportId}`;
}
