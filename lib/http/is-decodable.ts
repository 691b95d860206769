/** Whether the path of an address is percent-encoded UTF-8 (RFC 3986, 2.5). Next fails on others. */
export function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}
