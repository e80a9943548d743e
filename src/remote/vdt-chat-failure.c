/* vdt-chat-failure.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-chat-failure.h"

/*< private >
 * vdt_chat_failure_get_pause:
 * @message: a message that was answered
 *
 * Reads Retry-After: seconds, or a date of HTTP (RFC 9110, section 10.2.3).
 *
 * Returns: milliseconds, -1 if the server names none
 */
gint64
vdt_chat_failure_get_pause (SoupMessage *message)
{
  const char *value = soup_message_headers_get_one (soup_message_get_response_headers (message), "Retry-After");
  g_autoptr(GDateTime) date = NULL;
  guint64 seconds;

  if (value == NULL)
    return -1;
  if (g_ascii_string_to_unsigned (value, 10, 0, 3600, &seconds, NULL))
    return (gint64) seconds * 1000;

  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return -1;

  return MAX (0, g_date_time_to_unix (date) * 1000 - g_get_real_time () / 1000);
}

/*< private >
 * vdt_chat_failure_is_passing:
 * @status: of HTTP
 *
 * Returns: whether the same question may be answered later
 */
gboolean
vdt_chat_failure_is_passing (guint status)
{
  return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
}

/*< private >
 * vdt_chat_failure_is_connection:
 * @error: why a message was not sent
 *
 * Returns: whether it failed before the server said anything
 */
gboolean
vdt_chat_failure_is_connection (const GError *error)
{
  return error->domain == G_RESOLVER_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT);
}

/*< private >
 * vdt_chat_failure_explain:
 * @endpoint: what was asked
 * @error: why it failed; its message grows by what to do
 */
void
vdt_chat_failure_explain (const VdtEndpoint *endpoint,
                          GError            *error)
{
  g_autofree char *host = vdt_endpoint_dup_host (endpoint);

  if (error->domain == G_RESOLVER_ERROR)
    g_prefix_error (&error, "No address is known for %s; check the spelling and the network: ", host);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    g_prefix_error (&error, "Nothing listens at %s; is the server running? ", host);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_prefix_error (&error, "%s has been silent for %u s: ", host, endpoint->idle_seconds);
  else if (error->domain == G_TLS_ERROR)
    g_prefix_error (&error, "The certificate of %s is not trusted; for an authority of your own choose its file: ", host);
  else
    g_prefix_error (&error, "%s could not be asked: ", host);
}

/*< private >
 * vdt_chat_failure_describe:
 * @status: of HTTP
 *
 * Returns: what the server means by it, to follow its name
 */
const char *
vdt_chat_failure_describe (guint status)
{
  switch (status)
    {
    case 400:
    case 422:
      return "does not accept the request";
    case 401:
      return "does not accept the key";
    case 403:
      return "does not allow this key to ask this model";
    case 404:
      return "does not know the address or the model; check both";
    case 407:
      return "cannot be reached: the proxy wants a sign-in";
    case 413:
      return "finds the request too large; send fewer facts";
    case 429:
      return "says that too much was asked; wait a while";
    default:
      return status >= 300 && status < 400 ? "answers with another address, which is not followed"
             : status >= 500 ? "is out of order" : "answers in an unexpected way";
    }
}
