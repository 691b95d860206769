/** A field without a value: a dash, read aloud as "none". */
export function EmptyValue() {
  return (
    <>
      <span aria-hidden="true" className="text-quiet">
        –
      </span>
      <span className="sr-only">none</span>
    </>
  );
}
