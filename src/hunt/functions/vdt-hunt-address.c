/* vdt-hunt-address.c
 *
 * IPv4 and IPv6 addresses. An address may carry a prefix after a slash; what is
 * no address gives null.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-hunt-functions-private.h"

#include <arpa/inet.h>

#include "vdt-hunt-json.h"

/* As 16 bytes; IPv4 lies in ::ffff:0:0/96. The prefix counts from there. */
typedef struct
{
  guint8 bytes[16];
  int    prefix;
} Address;

static gboolean
take_prefix (const char *at,
             const char *end,
             int         most,
             int        *out_prefix)
{
  int prefix = 0;

  *out_prefix = most;
  if (at == end)
    return TRUE;
  if (*at++ != '/' || at == end || end - at > 3)
    return FALSE;
  for (; at < end; at++)
    {
      if (!g_ascii_isdigit (*at))
        return FALSE;
      prefix = prefix * 10 + (*at - '0');
    }
  *out_prefix = prefix;

  return prefix <= most;
}

/* Four decimal numbers; fewer stand for zeros at the end, as in 10.0/8. */
static gboolean
read_ipv4 (VdtHuntText  text,
           guint32     *out_address,
           int         *out_prefix)
{
  const char *at = text.text;
  const char *end = at + text.length;
  guint32 address = 0;
  int n = 0;

  *out_address = 0;
  *out_prefix = 32;
  while (at < end && g_ascii_isspace (*at))
    at++;
  while (end > at && g_ascii_isspace (end[-1]))
    end--;

  for (; n < 4; n++)
    {
      guint part = 0;
      const char *start;

      if (n > 0)
        {
          if (at == end || *at != '.')
            return FALSE;
          at++;
        }
      for (start = at; at < end && at - start < 3 && g_ascii_isdigit (*at); at++)
        part = part * 10 + (*at - '0');
      if (at == start || part > 255)
        return FALSE;
      address = address << 8 | part;
    }

  *out_address = address;

  return take_prefix (at, end, 32, out_prefix);
}

static gboolean
read_ipv6 (VdtHuntText  text,
           Address     *out_address)
{
  char copy[INET6_ADDRSTRLEN + 1];
  const char *slash = memchr (text.text, '/', text.length);
  gsize length = slash != NULL ? (gsize) (slash - text.text) : text.length;
  guint32 ipv4;

  memset (out_address, 0, sizeof *out_address);
  if (text.length == 0)
    return FALSE;

  if (read_ipv4 (text, &ipv4, &out_address->prefix))
    {
      out_address->bytes[10] = out_address->bytes[11] = 0xff;
      ipv4 = htonl (ipv4);
      memcpy (out_address->bytes + 12, &ipv4, 4);
      out_address->prefix += 96;
      return TRUE;
    }

  if (length >= sizeof copy)
    return FALSE;
  memcpy (copy, text.text, length);
  copy[length] = '\0';

  if (inet_pton (AF_INET6, copy, out_address->bytes) != 1 ||
      !take_prefix (text.text + length, text.text + text.length, 128, &out_address->prefix))
    return FALSE;

  /* Behind ::a.b.c.d the bits are those of the IPv4 part. */
  if (slash != NULL && strchr (copy, '.') != NULL && out_address->prefix <= 32)
    out_address->prefix += 96;

  return TRUE;
}

gboolean
vdt_hunt_address_read (VdtHuntText  text,
                       guint8      *out_bytes,
                       int         *out_prefix)
{
  Address address;
  gboolean ok = read_ipv6 (text, &address);

  memcpy (out_bytes, address.bytes, 16);
  *out_prefix = address.prefix;

  return ok;
}

static guint32
mask4 (int prefix)
{
  return prefix <= 0 ? 0 : prefix >= 32 ? G_MAXUINT32 : G_MAXUINT32 << (32 - prefix);
}

static void
mask6 (guint8 *bytes,
       int     prefix)
{
  for (int i = 0; i < 16; i++)
    {
      int bits = CLAMP (prefix - i * 8, 0, 8);

      bytes[i] &= 0xff << (8 - bits);
    }
}

static void
parse_ipv4 (VdtHuntCall *call)
{
  guint32 address;
  int prefix;

  if (read_ipv4 (vdt_hunt_call_text (call, 0), &address, &prefix))
    vdt_hunt_return_integer (call, address & mask4 (prefix));
}

static void
parse_ipv4_mask (VdtHuntCall *call)
{
  gint64 mask = vdt_hunt_call_integer (call, 1);
  guint32 address;
  int prefix;

  if (mask >= 0 && mask <= 32 && read_ipv4 (vdt_hunt_call_text (call, 0), &address, &prefix))
    vdt_hunt_return_integer (call, address & mask4 (MIN (prefix, mask)));
}

static void
append_ipv6 (GString       *out,
             const Address *address)
{
  for (int i = 0; i < 8; i++)
    g_string_append_printf (out, "%s%02x%02x", i > 0 ? ":" : "", address->bytes[2 * i], address->bytes[2 * i + 1]);
}

static void
parse_ipv6 (VdtHuntCall *call)
{
  Address address;

  if (!read_ipv6 (vdt_hunt_call_text (call, 0), &address))
    return;

  mask6 (address.bytes, address.prefix);
  append_ipv6 (call->out, &address);
  vdt_hunt_return_out (call);
}

static void
parse_ipv6_mask (VdtHuntCall *call)
{
  gint64 mask = vdt_hunt_call_integer (call, 1);
  Address address;

  if (mask < 0 || mask > 128 || !read_ipv6 (vdt_hunt_call_text (call, 0), &address))
    return;

  mask6 (address.bytes, MIN (address.prefix, mask));
  append_ipv6 (call->out, &address);
  vdt_hunt_return_out (call);
}

/* -1, 0 or 1 of the networks, under the shortest of the prefixes; the extra: only whether they are the same. */
static void
ipv4_compare (VdtHuntCall *call)
{
  gint64 most = vdt_hunt_call_integer (call, 2);
  guint32 a, b;
  int prefix_a, prefix_b;

  if (most < 0 || most > 32 || !read_ipv4 (vdt_hunt_call_text (call, 0), &a, &prefix_a) ||
      !read_ipv4 (vdt_hunt_call_text (call, 1), &b, &prefix_b))
    return;

  most = MIN (most, MIN (prefix_a, prefix_b));
  a &= mask4 (most);
  b &= mask4 (most);
  vdt_hunt_return_integer (call, call->extra ? a == b : a < b ? -1 : a > b);
}

static void
ipv6_compare (VdtHuntCall *call)
{
  gint64 most = vdt_hunt_call_integer (call, 2);
  Address a, b;
  int order;

  if (most < 0 || most > 128 || !read_ipv6 (vdt_hunt_call_text (call, 0), &a) ||
      !read_ipv6 (vdt_hunt_call_text (call, 1), &b))
    return;

  most = MIN (most, MIN (a.prefix, b.prefix));
  mask6 (a.bytes, most);
  mask6 (b.bytes, most);
  order = memcmp (a.bytes, b.bytes, 16);
  vdt_hunt_return_integer (call, call->extra ? order == 0 : order < 0 ? -1 : order > 0);
}

static void
ipv4_is_private (VdtHuntCall *call)
{
  static const struct { guint32 network; int prefix; } networks[] = {
    { 0x0a000000, 8 }, { 0xac100000, 12 }, { 0xc0a80000, 16 },
  };
  guint32 address;
  int prefix;

  if (!read_ipv4 (vdt_hunt_call_text (call, 0), &address, &prefix))
    return;

  vdt_hunt_return_integer (call, FALSE);
  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    if ((address & mask4 (MIN (prefix, networks[i].prefix))) == networks[i].network)
      vdt_hunt_return_integer (call, TRUE);
}

typedef struct
{
  guint32  network;
  guint32  mask;
  gboolean valid;
} Range4;

static gpointer
prepare_range4 (VdtHuntText text,
                int         extra)
{
  Range4 *range = g_new0 (Range4, 1);
  int prefix;

  range->valid = read_ipv4 (text, &range->network, &prefix);
  range->mask = mask4 (prefix);
  range->network &= range->mask;

  return range;
}

static void
ipv4_is_in_range (VdtHuntCall *call)
{
  const Range4 *range = call->prepared;
  guint32 address;
  int prefix;

  if (range->valid && read_ipv4 (vdt_hunt_call_text (call, 0), &address, &prefix))
    vdt_hunt_return_integer (call, (address & range->mask & mask4 (prefix)) == range->network);
}

/* The ranges of an array of texts. */
static gpointer
prepare_ranges (VdtHuntText text,
                int         extra)
{
  g_autoptr(GString) buffer = g_string_new (NULL);
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (Address));
  VdtJsonWalk walk;

  vdt_json_walk (&walk, text);
  while (vdt_json_next (&walk))
    {
      Address range;

      if (!read_ipv6 (vdt_json_string (walk.value, buffer), &range))
        continue;
      mask6 (range.bytes, range.prefix);
      g_array_append_val (ranges, range);
    }

  return ranges;
}

static void
release_ranges (gpointer prepared)
{
  g_array_unref (prepared);
}

static gboolean
in_range (const Address *address,
          const Address *range)
{
  guint8 bytes[16];

  memcpy (bytes, address->bytes, sizeof bytes);
  mask6 (bytes, MIN (range->prefix, address->prefix));

  return memcmp (bytes, range->bytes, sizeof bytes) == 0;
}

/* The extra: only IPv4. */
static void
in_any_range (VdtHuntCall *call)
{
  const GArray *ranges = call->prepared;
  Address address;

  if (!read_ipv6 (vdt_hunt_call_text (call, 0), &address) || (call->extra && address.bytes[11] != 0xff))
    return;

  vdt_hunt_return_integer (call, FALSE);
  for (guint i = 0; i < ranges->len; i++)
    if (in_range (&address, &g_array_index (ranges, Address, i)))
      {
        vdt_hunt_return_integer (call, TRUE);
        return;
      }
}

static void
ipv6_is_in_range (VdtHuntCall *call)
{
  Address address, range;

  if (!read_ipv6 (vdt_hunt_call_text (call, 0), &address) || !read_ipv6 (vdt_hunt_call_text (call, 1), &range))
    return;

  mask6 (range.bytes, range.prefix);
  vdt_hunt_return_integer (call, in_range (&address, &range));
}

static void
netmask_suffix (VdtHuntCall *call)
{
  guint32 address;
  int prefix;

  if (read_ipv4 (vdt_hunt_call_text (call, 0), &address, &prefix))
    vdt_hunt_return_integer (call, prefix);
}

/* Of a text or a number; the extra: with the prefix behind it. Wrong ones give "". */
static void
format_ipv4 (VdtHuntCall *call)
{
  gint64 mask = vdt_hunt_call_integer (call, 1);
  VdtHuntText text = vdt_hunt_call_text (call, 0);
  guint32 address;
  int prefix = 32;

  if (mask < 0 || mask > 32)
    return;
  if (!read_ipv4 (text, &address, &prefix))
    {
      g_autofree char *copy = g_strndup (text.text, text.length);
      guint64 number;

      if (!g_ascii_string_to_unsigned (copy, 10, 0, G_MAXUINT32, &number, NULL))
        return;
      address = number;
      prefix = 32;
    }

  prefix = MIN (prefix, mask);
  address &= mask4 (prefix);
  g_string_append_printf (call->out, "%u.%u.%u.%u", address >> 24, address >> 16 & 255, address >> 8 & 255,
                          address & 255);
  if (call->extra)
    g_string_append_printf (call->out, "/%d", prefix);
  vdt_hunt_return_out (call);
}

static void
range_to_cidr_list (VdtHuntCall *call)
{
  guint32 first, last;
  guint64 at;
  int prefix;

  if (!read_ipv4 (vdt_hunt_call_text (call, 0), &first, &prefix) ||
      !read_ipv4 (vdt_hunt_call_text (call, 1), &last, &prefix) || first > last)
    return;

  g_string_append_c (call->out, '[');
  for (at = first; at <= last;)
    {
      int bits = 0;

      while (bits < 32 && (at & ((G_GUINT64_CONSTANT (1) << (bits + 1)) - 1)) == 0 &&
             at + (G_GUINT64_CONSTANT (1) << (bits + 1)) - 1 <= last)
        bits++;
      vdt_json_comma (call->out);
      g_string_append_printf (call->out, "\"%u.%u.%u.%u/%d\"", (guint) (at >> 24), (guint) (at >> 16 & 255),
                              (guint) (at >> 8 & 255), (guint) (at & 255), 32 - bits);
      at += G_GUINT64_CONSTANT (1) << bits;
    }
  g_string_append_c (call->out, ']');
  vdt_hunt_return_out (call);
}

/* Whether an address of the text passes: it must not touch a letter or digit. */
static gboolean
has_address (VdtHuntText text,
             VdtHuntText search,
             gboolean    prefix)
{
  const char *end = text.text + text.length;
  const char *at = text.text;

  while (at < end)
    {
      const char *start;
      guint32 address;
      int mask;
      VdtHuntText found;

      while (at < end && !g_ascii_isdigit (*at))
        at++;
      start = at;
      while (at < end && (g_ascii_isdigit (*at) || (*at == '.' && at + 1 < end && g_ascii_isdigit (at[1]))))
        at++;
      found = (VdtHuntText) { start, at - start };
      if (found.length < 7 || (start > text.text && (g_ascii_isalnum (start[-1]) || start[-1] == '.')) ||
          (at < end && g_ascii_isalnum (*at)) || !read_ipv4 (found, &address, &mask))
        continue;
      if (prefix ? found.length >= search.length && memcmp (found.text, search.text, search.length) == 0
                 : vdt_hunt_text_equal (found, search))
        return TRUE;
    }

  return FALSE;
}

/* An address, or with the extra the start of one, which ends at a dot. */
static gboolean
is_search (VdtHuntText search,
           gboolean    prefix)
{
  guint32 address;
  int mask;
  int dots = 0;

  if (read_ipv4 (search, &address, &mask))
    return memchr (search.text, '/', search.length) == NULL;
  if (!prefix || search.length < 2 || search.text[search.length - 1] != '.')
    return FALSE;
  for (gsize i = 0; i < search.length; i++)
    if (search.text[i] == '.')
      dots++;
    else if (!g_ascii_isdigit (search.text[i]))
      return FALSE;

  return dots <= 3;
}

static void
has_ipv4 (VdtHuntCall *call)
{
  VdtHuntText search = vdt_hunt_call_text (call, 1);

  vdt_hunt_return_integer (call, is_search (search, call->extra) &&
                                 has_address (vdt_hunt_call_text (call, 0), search, call->extra));
}

static void
has_any_ipv4 (VdtHuntCall *call)
{
  g_autoptr(GString) buffer = g_string_new (NULL);
  VdtJsonWalk walk;

  vdt_hunt_return_integer (call, FALSE);
  vdt_json_walk (&walk, vdt_hunt_call_text (call, 1));
  while (vdt_json_next (&walk))
    {
      VdtHuntText search = vdt_json_string (walk.value, buffer);

      if (is_search (search, call->extra) && has_address (vdt_hunt_call_text (call, 0), search, call->extra))
        {
          vdt_hunt_return_integer (call, TRUE);
          return;
        }
    }
}

static const VdtHuntFunction functions[] = {
  { "kql_parse_ipv4", "l:s", parse_ipv4 },
  { "kql_parse_ipv4_mask", "l:sl", parse_ipv4_mask },
  { "kql_parse_ipv6", "s:s", parse_ipv6 },
  { "kql_parse_ipv6_mask", "s:sl", parse_ipv6_mask },
  { "kql_ipv4_compare", "l:ssl", ipv4_compare },
  { "kql_ipv4_is_match", "b:ssl", ipv4_compare, .extra = TRUE },
  { "kql_ipv6_compare", "l:ssl", ipv6_compare },
  { "kql_ipv6_is_match", "b:ssl", ipv6_compare, .extra = TRUE },
  { "kql_ipv4_is_private", "b:s", ipv4_is_private },
  { "kql_ipv4_is_in_range", "b:ss", ipv4_is_in_range, prepare_range4, g_free, 1 },
  { "kql_ipv4_is_in_any_range", "b:sj", in_any_range, prepare_ranges, release_ranges, 1, TRUE },
  { "kql_ipv6_is_in_range", "b:ss", ipv6_is_in_range },
  { "kql_ipv6_is_in_any_range", "b:sj", in_any_range, prepare_ranges, release_ranges, 1 },
  { "kql_ipv4_netmask_suffix", "l:s", netmask_suffix },
  { "kql_format_ipv4", "s:sl", format_ipv4 },
  { "kql_format_ipv4_mask", "s:sl", format_ipv4, .extra = TRUE },
  { "kql_ipv4_range_to_cidr_list", "j:ss", range_to_cidr_list },
  { "kql_has_ipv4", "b:ss", has_ipv4 },
  { "kql_has_ipv4_prefix", "b:ss", has_ipv4, .extra = TRUE },
  { "kql_has_any_ipv4", "b:sj", has_any_ipv4 },
  { "kql_has_any_ipv4_prefix", "b:sj", has_any_ipv4, .extra = TRUE },
};

gboolean
vdt_hunt_address_register (duckdb_connection   connection,
                           GError            **error)
{
  return vdt_hunt_register (connection, functions, G_N_ELEMENTS (functions), error);
}
