/** Keeps the tools from reporting home or looking for updates: nobody agreed to it, and without internet it costs time. */
export const telemetryEnv = {
  DO_NOT_TRACK: "1",
  LITE_TELEMETRY: "0",
  NEXT_TELEMETRY_DISABLED: "1",
  SUPABASE_TELEMETRY_DISABLED: "1",
  SUPABASE_NO_UPDATE_NOTIFIER: "1",
};
