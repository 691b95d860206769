/** Downloads a file. With the attribute `download`, an error response fails the download instead of replacing the page. */
export function saveFile(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}

/** Downloads a package that is encrypted with a password. As a form: the password must not be in an address. */
export function saveEncryptedFile(action: string, password: string): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = action;
  const input = document.createElement("input");
  input.type = "hidden";
  input.name = "password";
  input.value = password;
  form.append(input);
  document.body.append(form);
  form.submit();
  form.remove();
}
