export function ExcelAdvice() {
  return (
    <section aria-labelledby="excel-advice">
      <h2 id="excel-advice" className="font-semibold">
        Opening CSV in Excel
      </h2>
      <ul className="mt-2 list-disc space-y-1 pl-5 text-sm text-quiet marker:text-edge">
        <li>
          Choose <b className="font-medium text-ink">Data → From Text/CSV</b> and set the file origin to{" "}
          <b className="font-medium text-ink">UTF-8</b>. If you would rather double-click the file, download{" "}
          <b className="font-medium text-ink">CSV for Excel</b>.
        </li>
        <li>
          Excel rounds numbers longer than 15 digits. Import columns with long ids as{" "}
          <b className="font-medium text-ink">Text</b>.
        </li>
        <li>
          A cell that Excel would run as a formula starts with an apostrophe in the file, so that it stays plain text.
          Phone numbers and ordinary numbers are left alone, and so is everything in{" "}
          <b className="font-medium text-ink">CSV, exact values</b>.
        </li>
      </ul>
    </section>
  );
}
