/* vdt-hunt-punycode.c
 *
 * Punycode (RFC 3492): `…_from_string` reads it, `…_to_string` writes it. Of a
 * domain each label that starts with xn-- is one.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include "vdt-hunt-json.h"

/* RFC 3492, section 5 */
#define BASE         36
#define T_MIN        1
#define T_MAX        26
#define SKEW         38
#define DAMP         700
#define INITIAL_BIAS 72
#define INITIAL_N    128

/* No name is longer; the work grows with the square. */
#define MAX_LENGTH 1000

static guint32
adapt (guint32  delta,
       guint32  n_points,
       gboolean first)
{
  guint32 k = 0;

  delta = first ? delta / DAMP : delta / 2;
  delta += delta / n_points;
  for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
    delta /= BASE - T_MIN;

  return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static guint32
threshold (guint32 k,
           guint32 bias)
{
  return k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
}

static int
digit_of (char c)
{
  return g_ascii_isdigit (c) ? c - '0' + 26 : g_ascii_isalpha (c) ? g_ascii_tolower (c) - 'a' : -1;
}

static gboolean
decode (VdtHuntText  text,
        GString     *out)
{
  g_autoptr(GArray) points = g_array_new (FALSE, FALSE, sizeof (gunichar));
  const char *dash = memrchr (text.text, '-', text.length);
  const char *at = dash != NULL ? dash + 1 : text.text;
  guint32 n = INITIAL_N, bias = INITIAL_BIAS;
  guint64 i = 0;

  if (text.length > MAX_LENGTH)
    return FALSE;

  for (const char *basic = text.text; dash != NULL && basic < dash; basic++)
    {
      gunichar c = (guchar) *basic;

      if (c >= 0x80)
        return FALSE;
      g_array_append_val (points, c);
    }

  while (at < text.text + text.length)
    {
      guint64 before = i, weight = 1;
      gunichar c;

      for (guint32 k = BASE;; k += BASE)
        {
          int digit = at < text.text + text.length ? digit_of (*at++) : -1;
          guint32 t = threshold (k, bias);

          if (digit < 0)
            return FALSE;
          i += digit * weight;
          if (i > G_MAXINT32)
            return FALSE;
          if ((guint32) digit < t)
            break;
          weight *= BASE - t;
          if (weight > G_MAXINT32)
            return FALSE;
        }

      bias = adapt (i - before, points->len + 1, before == 0);
      n += i / (points->len + 1);
      i %= points->len + 1;
      c = n;
      if (!g_unichar_validate (c))
        return FALSE;
      g_array_insert_val (points, i, c);
      i++;
    }

  for (guint k = 0; k < points->len; k++)
    g_string_append_unichar (out, g_array_index (points, gunichar, k));

  return TRUE;
}

static void
append_delta (GString *out,
              guint64  delta,
              guint32  bias)
{
  for (guint32 k = BASE;; k += BASE)
    {
      guint32 t = threshold (k, bias);

      if (delta < t)
        break;
      g_string_append_c (out, "abcdefghijklmnopqrstuvwxyz0123456789"[t + (delta - t) % (BASE - t)]);
      delta = (delta - t) / (BASE - t);
    }
  g_string_append_c (out, "abcdefghijklmnopqrstuvwxyz0123456789"[delta]);
}

static gboolean
encode (VdtHuntText  text,
        GString     *out)
{
  guint32 n = INITIAL_N, bias = INITIAL_BIAS, handled = 0, basic;
  const char *end = text.text + text.length;
  glong length;
  guint64 delta = 0;

  if (text.length > MAX_LENGTH)
    return FALSE;

  length = g_utf8_strlen (text.text, text.length);
  for (const char *at = text.text; at < end; at++)
    if ((guchar) *at < 0x80)
      {
        g_string_append_c (out, *at);
        handled++;
      }
  basic = handled;
  if (basic > 0)
    g_string_append_c (out, '-');

  while (handled < length)
    {
      gunichar next = 0x110000;

      for (const char *at = text.text; at < end; at = g_utf8_next_char (at))
        if (g_utf8_get_char (at) >= n)
          next = MIN (next, g_utf8_get_char (at));
      delta += (guint64) (next - n) * (handled + 1);
      n = next;
      for (const char *at = text.text; at < end; at = g_utf8_next_char (at))
        {
          gunichar c = g_utf8_get_char (at);

          if (c < n)
            delta++;
          if (c != n)
            continue;
          append_delta (out, delta, bias);
          bias = adapt (delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      delta++;
      n++;
    }

  return TRUE;
}

/* The extra: write it. */
static void
punycode (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);

  if (call->extra ? encode (text, call->out) : decode (text, call->out))
    vdt_hunt_return_out (call);
}

static gboolean
is_ascii (VdtHuntText text)
{
  for (gsize i = 0; i < text.length; i++)
    if ((guchar) text.text[i] >= 0x80)
      return FALSE;

  return TRUE;
}

static void
punycode_domain (VdtHuntCall *call)
{
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  const char *end = text.text + text.length;

  for (const char *at = text.text; at <= end;)
    {
      const char *dot = memchr (at, '.', end - at);
      VdtHuntText label = { at, (dot != NULL ? dot : end) - at };
      gboolean marked = label.length > 4 && g_ascii_strncasecmp (label.text, "xn--", 4) == 0;
      gboolean ok = TRUE;

      if (at > text.text)
        g_string_append_c (call->out, '.');
      if (call->extra && !is_ascii (label))
        {
          g_string_append (call->out, "xn--");
          ok = encode (label, call->out);
        }
      else if (!call->extra && marked)
        {
          ok = decode ((VdtHuntText) { label.text + 4, label.length - 4 }, call->out);
        }
      else
        {
          vdt_hunt_append (call->out, label);
        }
      if (!ok)
        return;
      if (dot == NULL)
        break;
      at = dot + 1;
    }
  vdt_hunt_return_out (call);
}

static const VdtHuntFunction functions[] = {
  { "kql_punycode_from_string", "s:s", punycode },
  { "kql_punycode_to_string", "s:s", punycode, .extra = TRUE },
  { "kql_punycode_domain_from_string", "s:s", punycode_domain },
  { "kql_punycode_domain_to_string", "s:s", punycode_domain, .extra = TRUE },
};

gboolean
vdt_hunt_punycode_register (duckdb_connection   connection,
                            GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
