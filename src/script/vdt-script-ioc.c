/* vdt-script-ioc.c
 *
 * Indicators: what of a script can be looked for elsewhere. Patterns run over
 * every layer, the innermost first, so that a decoded value counts before the
 * text it was hidden in; options of known commands name tasks and services.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-decode.h"
#include "vdt-script-find.h"
#include "vdt-script-ioc.h"

#include <string.h>

#define MAX_TEXT (128 * 1024)
#define MAX_INDICATORS 2000
#define MAX_HIDDEN (64 * 1024)
#define MAX_SHORT 4

typedef struct
{
  VdtScriptResult *result;
  GHashTable      *seen;      /* “type value”, lower case */
  guint            layer;
  gboolean         hidden;    /* what is read was decoded: all of it stands at @place */
  gsize            place;
} Scan;

static void
add_indicator (Scan       *scan,
               const char *type,
               const char *value,
               gsize       length,
               gsize       start)
{
  g_autofree char *text = g_strndup (value, length);
  g_autofree char *folded = g_ascii_strdown (text, -1);
  g_autofree char *key = g_strconcat (type, " ", folded, NULL);
  VdtScriptIndicator *indicator;

  start = scan->hidden ? scan->place : start;
  if (length == 0 || scan->result->indicators->len >= MAX_INDICATORS || !g_hash_table_add (scan->seen, g_strdup (key)))
    return;

  indicator = g_new0 (VdtScriptIndicator, 1);
  indicator->type = g_strdup (type);
  indicator->value = g_steal_pointer (&text);
  indicator->layer = scan->layer;
  indicator->start = start;
  indicator->length = length;
  indicator->line = vdt_script_result_get_line (scan->result, scan->layer, start);
  g_ptr_array_add (scan->result->indicators, indicator);
}

/* Without what a sentence or a call leaves at the end. */
static gsize
trim_end (const char *value,
          gsize       length)
{
  while (length > 0 && strchr (".,;:!?)'\"", value[length - 1]) != NULL)
    length--;

  return length;
}

static gsize
host_length (const char *host,
             gsize       length)
{
  gsize n = 0;

  while (n < length && (g_ascii_isalnum (host[n]) || host[n] == '.' || host[n] == '-' || host[n] == '_'))
    n++;

  return n;
}

static gboolean
is_address (const char *host,
            gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (host[i]) && host[i] != '.')
      return FALSE;

  return TRUE;
}

static gboolean
in_set (GHashTable *set,
        const char *text,
        gsize       length)
{
  g_autofree char *folded = g_ascii_strdown (text, (gssize) length);

  return g_hash_table_contains (set, folded);
}

static const char *
ending_of (const char *host,
           gsize       length)
{
  gsize i = length;

  while (i > 0 && host[i - 1] != '.')
    i--;

  return host + i;
}

static gsize
authority_length (const char *host,
                  gsize       length)
{
  gsize n = 0;

  while (n < length && strchr ("/?#", host[n]) == NULL)
    n++;

  return n;
}

/* The host of a URL is an indicator of its own. */
static void
take_url (Scan               *scan,
          const IocKnowledge *knowledge,
          const char         *value,
          gsize               length,
          gsize               start)
{
  const char *host = g_strstr_len (value, (gssize) length, "://");
  const char *at;
  gsize n;
  gsize left;

  length = trim_end (value, length);
  /* A variable at the end is not part of it. */
  while (length > 0 && value[length - 1] == '$')
    length--;
  if (host == NULL || (gsize) (host + 3 - value) >= length)
    return;

  host += 3;
  left = length - (gsize) (host - value);
  at = memrchr (host, '@', authority_length (host, left));
  if (at != NULL)
    {
      left -= (gsize) (at + 1 - host);
      host = at + 1;
    }

  n = host_length (host, left);
  if (in_set (knowledge->decoy_hosts, host, n))
    return;

  add_indicator (scan, "url", value, length, start);
  if (*host == '[' && memchr (host, ']', left) != NULL)
    add_indicator (scan, "ip", host + 1, strcspn (host + 1, "]%"), start + (gsize) (host + 1 - value));
  if (n > 3 && memchr (host, '.', n) != NULL && (n == left || host[n] == '/' || host[n] == ':' || host[n] == '?'))
    add_indicator (scan, is_address (host, n) ? "ip" : "domain", host, n, start + (gsize) (host - value));
}

/* Whether one of @words stands before what begins at @start. */
static gboolean
is_behind (char      **words,
           const char *text,
           gsize       start)
{
  gsize from = start > 24 ? start - 24 : 0;
  g_autofree char *before = g_ascii_strdown (text + from, (gssize) (start - from));
  gsize length = strlen (before);

  while (length > 0 && !g_ascii_isalnum (before[length - 1]))
    before[--length] = '\0';

  for (gsize i = 0; words[i] != NULL; i++)
    {
      gsize n = strlen (words[i]);

      /* A short one must be a word of its own: a server is no version. */
      if (g_str_has_suffix (before, words[i]) &&
          (n > MAX_SHORT || n == length || !g_ascii_isalnum (before[length - n - 1])))
        return TRUE;
    }

  return FALSE;
}

/* A dotted number behind a word like “version”, or behind a product's name and a
 * slash, is no address. */
static gboolean
is_version (const IocKnowledge *knowledge,
            const char         *text,
            gsize               start)
{
  gsize from = start > 24 ? start - 24 : 0;

  if (start > 1 && text[start - 1] == '/')
    {
      gsize word = start - 1;

      while (word > from && (g_ascii_isalnum (text[word - 1]) || strchr ("._-", text[word - 1]) != NULL))
        word--;
      if (word < start - 1 && (word == 0 || strchr ("/\\:@", text[word - 1]) == NULL))
        return TRUE;
    }

  return is_behind (knowledge->words_before, text, start);
}

static void
take_address (Scan               *scan,
              const IocKnowledge *knowledge,
              const char         *text,
              gsize               start,
              gsize               length)
{
  const char *value = text + start;

  /* Nor are object identifiers (2.5.29.…, 1.3.6.1.…) and masks. */
  if (value[0] == '0' || is_version (knowledge, text, start) || g_str_has_prefix (value, "2.5.29.") ||
      g_str_has_prefix (value, "1.3.6.1") || g_str_has_prefix (value, "255."))
    return;
  /* A version ends in noughts or begins with a single digit and a nought; of such
   * small numbers a table cell makes no address. */
  if (length == 7 && ((value[2] == '0' && value[4] == '0') ||
                      (start > 0 && text[start - 1] == '>' && value[7] == '<')))
    return;
  /* Its own proxy is where the traffic goes through, not where it goes. */
  if (g_str_has_prefix (value, "127.") && is_behind (knowledge->loopback_after, text, start))
    return;

  add_indicator (scan, "ip", value, length, start);
}

static gboolean
has_upper (const char *text,
           gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isupper (text[i]))
      return TRUE;

  return FALSE;
}

static guint
count_dots (const char *text,
            gsize       length)
{
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    n += text[i] == '.';

  return n;
}

/* What stands unquoted behind `= ` is code, not text. */
static gboolean
is_expression (const char *text,
               gsize       start)
{
  gsize at = start;

  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\t'))
    at--;

  return at < start && at > 1 && text[at - 1] == '=' && strchr (" \t\"'=!<>", text[at - 2]) != NULL;
}

/* `actor.name` and `this.it` are members of an object; a host with such an
 * ending must stand in quotes of its own, or have more parts. */
static void
take_domain (Scan               *scan,
             const IocKnowledge *knowledge,
             const char         *text,
             gsize               text_length,
             gsize               start,
             gsize               length)
{
  const char *value = text + start;
  const char *ending = ending_of (value, length);
  gsize ending_length = length - (gsize) (ending - value);
  gboolean quoted = start > 0 && start + length < text_length && strchr ("\"'", text[start - 1]) != NULL &&
                    text[start + length] == text[start - 1];
  gboolean alone;

  if (!quoted && is_expression (text, start))
    return;
  if (in_set (knowledge->file_endings, ending, ending_length) ||
      in_set (knowledge->decoy_hosts, value, length) ||
      !in_set (knowledge->strong_tlds, ending, ending_length))
    return;
  alone = (start == 0 || g_ascii_isspace (text[start - 1])) &&
          (start + length == text_length || g_ascii_isspace (text[start + length]));
  if (in_set (knowledge->needs_more, ending, ending_length) &&
      (has_upper (value, length) || !(quoted || alone || count_dots (value, length) > 1)))
    return;

  add_indicator (scan, "domain", value, length, start);
}

/* `${env:TEMP}\\x` is `$env:TEMP\\x`; what stands behind a program's name are
 * its arguments. */
static void
add_path (Scan       *scan,
          const char *value,
          gsize       length,
          gsize       start)
{
  const char *program = g_strstr_len (value, (gssize) length, ".exe ");
  g_autofree char *plain = NULL;

  if (program != NULL)
    length = (gsize) (program + 4 - value);

  if (length > 7 && g_ascii_strncasecmp (value, "${env:", 6) == 0)
    {
      const char *brace = memchr (value, '}', length);

      if (brace != NULL)
        {
          plain = g_strdup_printf ("$%.*s%.*s", (int) (brace - value - 2), value + 2,
                                   (int) (length - (gsize) (brace + 1 - value)), brace + 1);
          add_indicator (scan, "path", plain, strlen (plain), start);
          return;
        }
    }

  add_indicator (scan, "path", value, length, start);
}

static void
take_path (Scan               *scan,
           const IocKnowledge *knowledge,
           const char         *value,
           gsize               length,
           gsize               start)
{
  GHashTableIter iter;
  gpointer common;

  while (length > 0 && strchr (" .,;:'\"`", value[length - 1]) != NULL)
    length--;

  if (value[0] == '/' || value[0] == '~')
    {
      g_hash_table_iter_init (&iter, knowledge->common_paths);
      while (g_hash_table_iter_next (&iter, &common, NULL))
        {
          gsize n = strlen (common);
          gboolean folder = ((const char *) common)[n - 1] == '/';

          if (length >= n && strncmp (value, common, n) == 0 &&
              (folder ? memchr (value + n, '/', length - n) == NULL : length == n))
            return;
        }
    }

  if (length > 3)
    add_path (scan, value, length, start);
}

static gboolean
is_defanged (const char *value,
             gsize       length)
{
  return memchr (value, '[', length) != NULL || memchr (value, '(', length) != NULL ||
         (length > 4 && g_ascii_strncasecmp (value, "hxxp", 4) == 0);
}

/* Written so that nobody follows it: hxxp, [.], (.), [dot]. */
static char *
refang (const char *value,
        gsize       length)
{
  static const struct
  {
    const char *from;
    const char *to;
  } forms[] = { { "[.]", "." }, { "(.)", "." }, { "[dot]", "." }, { "hxxp", "http" } };
  GString *text = g_string_new_len (value, (gssize) length);

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    g_string_replace (text, forms[i].from, forms[i].to, 0);

  return g_string_free (text, FALSE);
}

static void scan_text (Scan       *scan,
                       const char *text,
                       gsize       length);

/* A literal that no command was seen to decode: what it says may still be found elsewhere. */
static void
take_hidden (Scan       *scan,
             const char *value,
             gsize       length,
             gsize       start)
{
  g_autoptr(GByteArray) bytes = NULL;
  g_autofree char *text = NULL;
  gsize n;

  if (scan->hidden || length % 4 != 0 || length > MAX_HIDDEN)
    return;

  bytes = vdt_script_decode_base64 (value, length, TRUE);
  if (bytes == NULL)
    return;

  n = bytes->len;
  if (vdt_script_looks_utf16 (bytes->data, bytes->len))
    text = vdt_script_decode_utf16 (bytes->data, bytes->len, FALSE, &n);
  else
    text = g_strndup ((const char *) bytes->data, bytes->len);

  for (gsize i = 0; text != NULL && i < n; i++)
    if ((guchar) text[i] >= 0x7f || ((guchar) text[i] < ' ' && !g_ascii_isspace (text[i])))
      return;

  scan->hidden = TRUE;
  scan->place = start;
  scan_text (scan, text, n);
  scan->hidden = FALSE;
}

static void
take (Scan               *scan,
      const IocKnowledge *knowledge,
      const IocPattern   *pattern,
      const char         *text,
      gsize               text_length,
      gsize               start,
      gsize               length)
{
  gboolean fanged = g_str_equal (pattern->type, "url") || g_str_equal (pattern->type, "domain") ||
                    g_str_equal (pattern->type, "ip");

  if (g_str_equal (pattern->type, "base64"))
    take_hidden (scan, text + start, length, start);
  else if (fanged && is_defanged (text + start, length))
    {
      g_autofree char *plain = refang (text + start, length);

      if (g_str_equal (pattern->type, "url"))
        take_url (scan, knowledge, plain, strlen (plain), start);
      else
        add_indicator (scan, pattern->type, plain, strlen (plain), start);
    }
  else if (g_str_equal (pattern->type, "url"))
    take_url (scan, knowledge, text + start, length, start);
  else if (g_str_equal (pattern->type, "ip") && memchr (text + start, ':', length) == NULL)
    take_address (scan, knowledge, text, start, length);
  else if (g_str_equal (pattern->type, "domain"))
    take_domain (scan, knowledge, text, text_length, start, length);
  else if (g_str_equal (pattern->type, "path"))
    take_path (scan, knowledge, text + start, length, start);
  else
    add_indicator (scan, pattern->type, text + start, trim_end (text + start, length), start);
}

static void
needle_cb (guint    needle,
           gpointer user_data)
{
  gboolean *found = user_data;

  found[needle] = TRUE;
}

static gboolean
is_possible (const IocPattern *pattern,
             const gboolean   *found)
{
  for (guint i = 0; pattern->needles != NULL && i < pattern->needles->len; i++)
    if (found[g_array_index (pattern->needles, guint, i)])
      return TRUE;

  return pattern->needles == NULL;
}

static void
scan_text (Scan       *scan,
           const char *text,
           gsize       length)
{
  const IocKnowledge *knowledge = vdt_script_ioc_get_knowledge ();
  g_autofree gboolean *found = g_new0 (gboolean, vdt_script_needles_get_size (knowledge->needles));
  gsize n = MIN (length, MAX_TEXT);

  /* Layers are UTF-8, but a cut may fall inside a character. */
  while (n > 0 && n < length && ((guchar) text[n] & 0xC0) == 0x80)
    n--;

  vdt_script_needles_scan (knowledge->needles, text, n, needle_cb, found);
  for (guint i = 0; i < knowledge->patterns->len; i++)
    {
      const IocPattern *pattern = &g_array_index (knowledge->patterns, IocPattern, i);
      g_autoptr(GMatchInfo) match = NULL;

      if (!is_possible (pattern, found))
        continue;

      g_regex_match_full (pattern->regex, text, (gssize) n, 0, 0, &match, NULL);
      while (g_match_info_matches (match))
        {
          int start;
          int end;

          if (!g_match_info_fetch_pos (match, 1, &start, &end) || start < 0)
            g_match_info_fetch_pos (match, 0, &start, &end);
          take (scan, knowledge, pattern, text, n, (gsize) start, (gsize) (end - start));
          if (!g_match_info_next (match, NULL))
            break;
        }
    }
}

static gboolean
is_one_of (char      **words,
           const char *text)
{
  for (gsize i = 0; words != NULL && words[i] != NULL; i++)
    if (g_ascii_strcasecmp (words[i], text) == 0)
      return TRUE;

  return FALSE;
}

/* The whole argument is the path, blanks and all. */
static void
take_argument_path (Scan                   *scan,
                    const VdtScriptCommand *command,
                    const char             *argument)
{
  gsize length = strlen (argument);
  gboolean rooted = length > 3 && length < 260 && g_ascii_isalpha (argument[0]) && argument[1] == ':' &&
                    argument[2] == '\\';

  if (rooted && strpbrk (argument, "\"'<>|*?,;\r\n") == NULL && strstr (argument, " -") == NULL &&
      strstr (argument, " /") == NULL)
    add_path (scan, argument, length, command->start);
}

/* An option's value; what looks like another option, or is not known, is none. */
static void
take_argument (Scan                   *scan,
               const IocArgument      *argument,
               const VdtScriptCommand *command,
               const char             *value)
{
  gboolean is_port = g_str_equal (argument->type, "port");

  if (strchr ("-/$%", *value) == NULL && (!is_port || strspn (value, "0123456789") == strlen (value)))
    add_indicator (scan, argument->type, value, strlen (value), command->start);
}

static void
scan_command (Scan                   *scan,
              const VdtScriptCommand *command)
{
  const IocKnowledge *knowledge = vdt_script_ioc_get_knowledge ();
  guint n = command->args != NULL ? command->args->len : 0;

  scan->layer = command->layer;
  for (guint i = 0; i < n; i++)
    take_argument_path (scan, command, g_ptr_array_index (command->args, i));

  for (guint k = 0; k < knowledge->arguments->len; k++)
    {
      const IocArgument *argument = &g_array_index (knowledge->arguments, IocArgument, k);
      g_autofree char *name = g_ascii_strdown (command->name, -1);

      if (g_str_has_suffix (name, ".exe"))
        name[strlen (name) - 4] = '\0';
      if (!is_one_of (argument->names, name))
        continue;

      if (argument->first && n > 0)
        take_argument (scan, argument, command, g_ptr_array_index (command->args, 0));

      for (guint i = 0; i + 1 < n; i++)
        if (is_one_of (argument->options, g_ptr_array_index (command->args, i)) ||
            is_one_of (argument->after, g_ptr_array_index (command->args, i)))
          take_argument (scan, argument, command, g_ptr_array_index (command->args, i + 1));
    }
}

/* A layer that another one replaces whole has nothing that the other has not. */
static gboolean
is_replaced (const VdtScriptResult *result,
             const VdtScriptLayer  *layer)
{
  for (guint i = layer->index + 1; i < result->layers->len; i++)
    {
      const VdtScriptLayer *other = g_ptr_array_index (result->layers, i);

      if (other->parent == (int) layer->index && other->lang == layer->lang && other->before_start == 0 &&
          other->before_length >= layer->length && other->length * 2 >= layer->length)
        return TRUE;
    }

  return FALSE;
}

/* A folder that holds several of a script's files is where it works. */
static void
add_folders (Scan *scan)
{
  const IocKnowledge *knowledge = vdt_script_ioc_get_knowledge ();
  g_autoptr(GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = scan->result->indicators->len;

  for (guint i = 0; i < n; i++)
    {
      const VdtScriptIndicator *indicator = g_ptr_array_index (scan->result->indicators, i);
      const char *slash = MAX (strrchr (indicator->value, '\\'), strrchr (indicator->value, '/'));
      gsize length = slash != NULL ? (gsize) (slash - indicator->value) : 0;
      g_autofree char *folder = NULL;

      if (length < 4 || slash[1] == '\0' || !g_str_equal (indicator->type, "path"))
        continue;

      folder = g_ascii_strdown (indicator->value, (gssize) length);
      if (g_hash_table_contains (knowledge->common_folders, folder))
        continue;

      if (g_hash_table_contains (first, folder))
        {
          scan->layer = indicator->layer;
          add_indicator (scan, "path", indicator->value, length, indicator->start);
        }
      else
        g_hash_table_add (first, g_steal_pointer (&folder));
    }
}

/**
 * vdt_script_indicators:
 * @result: an analysis whose layers and commands are known
 *
 * Fills in the indicators.
 */
void
vdt_script_indicators (VdtScriptResult *result)
{
  Scan scan = { result, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), 0, FALSE, 0 };
  gsize budget = 2 * MAX_TEXT;

  for (guint i = 0; i < result->commands->len && i < MAX_INDICATORS; i++)
    scan_command (&scan, g_ptr_array_index (result->commands, i));

  for (guint i = result->layers->len; i > 0 && budget > 0; i--)
    {
      const VdtScriptLayer *layer = g_ptr_array_index (result->layers, i - 1);

      if (is_replaced (result, layer))
        continue;

      scan.layer = layer->index;
      scan_text (&scan, layer->text, MIN (layer->length, budget));
      budget -= MIN (layer->length, budget);
    }

  add_folders (&scan);
  g_hash_table_unref (scan.seen);
}

/**
 * vdt_script_find_indicators:
 * @text: UTF-8 text that need be no script
 * @length: its length in bytes; what is beyond 128 KB is not looked at
 *
 * Picks the indicators out of a text as it stands: nothing in it is decoded.
 *
 * Returns: (transfer full) (element-type VdtScriptIndicator): owned by the array
 */
GPtrArray *
vdt_script_find_indicators (const char *text,
                            gsize       length)
{
  VdtScriptLayer layer = { .text = (char *) text, .length = length };
  g_autoptr(GPtrArray) layers = g_ptr_array_new ();
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (gsize));
  VdtScriptResult result = { .layers = layers };
  Scan scan = { &result, g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), 0, FALSE, 0 };

  for (gsize i = 0; i < length; i++)
    if (text[i] == '\n')
      {
        gsize next = i + 1;

        g_array_append_val (lines, next);
      }
  layer.lines = lines;
  g_ptr_array_add (layers, &layer);
  result.indicators = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_script_indicator_free);
  scan_text (&scan, text, length);
  g_hash_table_unref (scan.seen);

  return result.indicators;
}
