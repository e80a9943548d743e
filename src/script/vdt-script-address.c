/* vdt-script-address.c
 *
 * Internet addresses written so that nobody knows them: in hexadecimal, octal,
 * or as one number.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-address.h"

#include <string.h>

/* One part of a dotted address, as inet_aton() reads it (POSIX.1-2017, inet_addr). */
static gboolean
read_part (const char **at,
           const char  *end,
           guint64     *value,
           gboolean    *odd)
{
  guint base = 10;
  const char *start = *at;

  *value = 0;

  if (end - *at > 2 && **at == '0' && ((*at)[1] == 'x' || (*at)[1] == 'X'))
    {
      base = 16;
      *at += 2;
      start = *at;
    }
  else if (end - *at > 1 && **at == '0' && g_ascii_isdigit ((*at)[1]))
    {
      base = 8;
    }

  for (; *at < end && **at != '.'; (*at)++)
    {
      int digit = g_ascii_xdigit_value (**at);

      if (digit < 0 || (guint) digit >= base || *value > G_MAXUINT32)
        return FALSE;

      *value = *value * base + (guint64) digit;
    }

  *odd |= base != 10;

  return *at > start;
}

/* The address of [@host, @end) in the usual form; NULL when it is none or is in that form. */
static char *
plain_host (const char *host,
            const char *end)
{
  guint64 parts[4] = { 0 };
  guint n = 0;
  gboolean odd = FALSE;
  guint64 address = 0;
  guint64 last;

  while (host < end)
    {
      if (n == 4 || !read_part (&host, end, &parts[n], &odd))
        return NULL;

      n++;

      if (host < end && ++host == end)
        return NULL;
    }

  /* A small number alone is a port or a name, not an address. */
  if (n == 0 || (n == 4 && !odd) || (n == 1 && parts[0] < 0x1000000))
    return NULL;

  for (guint i = 0; i + 1 < n; i++)
    {
      if (parts[i] > 255)
        return NULL;

      address |= parts[i] << (24 - 8 * i);
    }

  last = parts[n - 1];

  if (last >= (guint64) 1 << (8 * (5 - n)))
    return NULL;

  address |= last;

  return g_strdup_printf ("%u.%u.%u.%u", (guint) (address >> 24), (guint) (address >> 16 & 255),
                          (guint) (address >> 8 & 255), (guint) (address & 255));
}

/**
 * vdt_script_plain_address:
 * @text: an argument
 *
 * Returns: (transfer full) (nullable): @text with the addresses of its URLs in
 *   dotted decimal; %NULL when nothing changes
 */
char *
vdt_script_plain_address (const char *text)
{
  GString *out = NULL;
  const char *rest = text;
  const char *found = text;

  while ((found = strstr (found, "://")) != NULL)
    {
      const char *host = found + 3;
      const char *end = host + strcspn (host, "/:?#\"' \t\r\n)");
      g_autofree char *plain = plain_host (host, end);

      if (plain != NULL)
        {
          if (out == NULL)
            out = g_string_new (NULL);

          g_string_append_len (out, rest, host - rest);
          g_string_append (out, plain);
          rest = end;
        }

      found = end;
    }

  if (out == NULL)
    return NULL;

  g_string_append (out, rest);

  return g_string_free (out, FALSE);
}
