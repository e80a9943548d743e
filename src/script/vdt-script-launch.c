/* vdt-script-launch.c
 *
 * Looks inside an evaluated command for the script or program that it starts:
 * powershell -enc …, cmd /c …, bash -c …, wmic process call create …. Which
 * programs do so and where the script stands is data/script/launchers.json.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-script-core.h"
#include "vdt-script-decode.h"

#include <string.h>

#define MAX_CHAIN 16
#define MAX_LINE  32767  /* characters that CreateProcess takes; a line inside a line is no longer */
#define MAX_TRIES 8      /* options of one command that may hold a script */

typedef struct
{
  VdtScriptContext           *context;
  const VdtScriptCommandInit *init;
  guint                       chain;  /* programs that start programs, so far */
} Launch;

static gboolean launch_argv (Launch            *launch,
                             const char        *name,
                             const char *const *args,
                             const char        *outer);

/* "C:\Windows\System32\CMD.EXE" → "cmd" */
static char *
program_name (const char *name)
{
  const char *base = name;
  gsize length;

  for (const char *c = name; *c != '\0'; c++)
    if ((*c == '\\' || *c == '/') && c[1] != '\0')
      base = c + 1;

  length = strlen (base);

  while (length > 0 && (base[length - 1] == '"' || base[length - 1] == '\'' || base[length - 1] == ' '))
    length--;

  while (length > 0 && (*base == '"' || *base == '\'' || *base == ' ' || *base == '@'))
    {
      base++;
      length--;
    }

  if (length > 4 && (g_ascii_strncasecmp (base + length - 4, ".exe", 4) == 0 ||
                     g_ascii_strncasecmp (base + length - 4, ".com", 4) == 0))
    length -= 4;

  return g_ascii_strdown (base, (gssize) length);
}

static char *
join_from (const char *const *args,
           guint               from)
{
  GString *text = g_string_new (NULL);

  for (guint i = from; args[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > from ? " " : "", args[i]);

  return g_string_free (text, FALSE);
}

/* What stands in the output before the nested script: the launcher with the options that it keeps. */
static char *
make_prefix (const char        *outer,
             const char        *name,
             const char *const *args,
             guint              n_args,
             const char        *last)
{
  GString *text = g_string_new (outer);

  g_string_append (text, name);

  for (guint i = 0; i < n_args; i++)
    g_string_append_printf (text, strpbrk (args[i], " \t") != NULL ? " \"%s\"" : " %s", args[i]);

  if (last != NULL)
    g_string_append_printf (text, " %s", last);

  g_string_append_c (text, '\n');

  return g_string_free (text, FALSE);
}

static void
run_nested (Launch           *launch,
            const char       *rule,
            VdtScriptLang     lang,
            VdtScriptOptions  options,
            const char       *text,
            gsize             length,
            const char       *prefix)
{
  vdt_script_context_run (launch->context, launch->init->layer, launch->init->start, launch->init->length,
                          rule, lang, options, text, length, NULL, prefix, NULL);
}

static gboolean
is_dash (const char **at)
{
  /* powershell.exe takes the hyphen, the slash and three longer dashes. */
  static const char *const dashes[] = { "--", "-", "/", "\xe2\x80\x93", "\xe2\x80\x94", "\xe2\x80\x95" };

  for (guint i = 0; i < G_N_ELEMENTS (dashes); i++)
    if (g_str_has_prefix (*at, dashes[i]))
      {
        *at += strlen (dashes[i]);
        return TRUE;
      }

  return FALSE;
}

/* What follows the parameter @option of powershell.exe: "text", "base64", …; NULL when it is no parameter. */
static const char *
powershell_option (const char *option)
{
  JsonObject *options = json_object_get_object_member (vdt_script_data_get ("launchers.json"), "powershell_options");
  g_autofree char *lower = g_ascii_strdown (option, -1);
  const char *what = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  g_strdelimit (lower, ":=", '\0');
  json_object_iter_init (&iter, options);

  while (*lower != '\0' && json_object_iter_next (&iter, &name, &node))
    {
      JsonArray *entry;

      if (!JSON_NODE_HOLDS_ARRAY (node))
        continue;

      entry = json_node_get_array (node);

      if (g_str_has_prefix (name, lower) && g_str_has_prefix (lower, json_array_get_string_element (entry, 0)))
        what = json_array_get_string_element (entry, 1);
    }

  return what;
}

static gboolean
launch_encoded (Launch     *launch,
                const char *base64,
                const char *prefix)
{
  g_autoptr(GByteArray) bytes = vdt_script_decode_base64 (base64, strlen (base64), FALSE);
  g_autofree char *text = NULL;
  gsize length;

  if (bytes == NULL || bytes->len < 2)
    return FALSE;

  text = vdt_script_decode_utf16 (bytes->data, bytes->len, FALSE, &length);
  run_nested (launch, "-EncodedCommand (base64, UTF-16)", VDT_SCRIPT_LANG_POWERSHELL, VDT_SCRIPT_OPTION_NONE,
              text, length, prefix);

  return TRUE;
}

static gboolean
launch_powershell (Launch            *launch,
                   const char        *name,
                   const char *const *args,
                   const char        *outer)
{
  g_autofree char *prefix = NULL;
  g_autofree char *text = NULL;
  guint i = 0;

  for (; args[i] != NULL; i++)
    {
      const char *option = args[i];
      const char *what;

      if (!is_dash (&option))
        break;

      what = powershell_option (option);

      if (what == NULL)
        continue;

      if (g_str_equal (what, "base64") && args[i + 1] != NULL)
        {
          prefix = make_prefix (outer, name, args, i, "-Command");
          return launch_encoded (launch, args[i + 1], prefix);
        }

      if (g_str_equal (what, "text"))
        {
          i++;
          break;
        }

      if (g_str_equal (what, "file"))
        return FALSE;

      if (g_str_equal (what, "value") && args[i + 1] != NULL && strpbrk (option, ":=") == NULL)
        i++;
    }

  if (args[i] == NULL || g_str_equal (args[i], "-"))
    return FALSE;

  prefix = make_prefix (outer, name, args, i, NULL);
  text = join_from (args, i);
  run_nested (launch, "powershell -Command", VDT_SCRIPT_LANG_POWERSHELL, VDT_SCRIPT_OPTION_NONE,
              text, strlen (text), prefix);

  return TRUE;
}

static gboolean
launch_cmd (Launch            *launch,
            const char        *name,
            const char *const *args,
            const char        *outer)
{
  VdtScriptOptions options = VDT_SCRIPT_OPTION_NONE;

  for (guint i = 0; args[i] != NULL; i++)
    {
      const char *at = args[i];

      /* Switches may be glued: /v:on/c"…". */
      while (*at == '/')
        {
          char letter = g_ascii_tolower (at[1]);

          if (letter == 'v')
            {
              if (g_ascii_strncasecmp (at + 2, ":off", 4) != 0)
                options |= VDT_SCRIPT_OPTION_DELAYED;
            }
          else if (letter == 'c' || letter == 'k' || letter == 'r')
            {
              g_autofree char *prefix = make_prefix (outer, name, args, i, "/c");
              g_autofree char *rest = join_from (args, i + 1);
              g_autofree char *text = g_strconcat (at + 2, at[2] != '\0' && *rest != '\0' ? " " : "", rest, NULL);

              if (*text == '\0')
                return FALSE;

              run_nested (launch, "cmd /c", VDT_SCRIPT_LANG_CMD, options, text, strlen (text), prefix);
              return TRUE;
            }

          at++;
          at += strcspn (at, "/");
        }
    }

  return FALSE;
}

static gboolean
launch_shell (Launch            *launch,
              const char        *name,
              const char *const *args,
              const char        *outer)
{
  for (guint i = 0; args[i] != NULL && (args[i][0] == '-' || args[i][0] == '+'); i++)
    {
      g_autofree char *prefix = NULL;

      if (g_str_has_prefix (args[i], "--"))
        continue;

      if (strchr (args[i], 'c') == NULL || args[i + 1] == NULL)
        continue;

      prefix = make_prefix (outer, name, args, i + 1, NULL);
      run_nested (launch, "sh -c", VDT_SCRIPT_LANG_SHELL, VDT_SCRIPT_OPTION_NONE,
                  args[i + 1], strlen (args[i + 1]), prefix);
      return TRUE;
    }

  return FALSE;
}

/* Splits as CommandLineToArgvW does (Microsoft, "Parsing C command-line arguments"). */
static GPtrArray *
split_windows (const char *line)
{
  GPtrArray *args = g_ptr_array_new_with_free_func (g_free);

  while (TRUE)
    {
      g_autoptr(GString) argument = NULL;
      gboolean quoted = FALSE;

      while (g_ascii_isspace (*line))
        line++;

      if (*line == '\0')
        break;

      argument = g_string_new (NULL);

      for (; *line != '\0' && (quoted || !g_ascii_isspace (*line)); line++)
        {
          gsize slashes = strspn (line, "\\");

          if (slashes > 0 && line[slashes] == '"')
            {
              for (gsize i = 0; i < slashes / 2; i++)
                g_string_append_c (argument, '\\');

              line += slashes;

              if (slashes % 2 == 1)
                g_string_append_c (argument, '"');
              else
                quoted = !quoted;
            }
          else if (*line == '"')
            {
              quoted = !quoted;
            }
          else
            {
              g_string_append_c (argument, *line);
            }
        }

      g_ptr_array_add (args, g_string_free (g_steal_pointer (&argument), FALSE));
    }

  g_ptr_array_add (args, NULL);

  return args;
}

/* A command line inside an argument; only opened when it starts a launcher itself. */
static gboolean
launch_line (Launch     *launch,
             const char *line,
             const char *outer)
{
  g_autoptr(GPtrArray) args = NULL;
  VdtScriptCommandInit inner = *launch->init;
  g_autofree char *program = NULL;
  JsonObject *programs;

  if (launch->chain > 1 && strlen (line) > MAX_LINE)
    {
      vdt_script_context_note (launch->context, "A command line inside another is longer than Windows takes; "
                                                "it was not evaluated.");
      return FALSE;
    }

  args = split_windows (line);

  if (args->len < 3)
    return FALSE;

  program = program_name (g_ptr_array_index (args, 0));
  programs = json_object_get_object_member (vdt_script_data_get ("launchers.json"), "programs");

  if (!json_object_has_member (programs, program))
    return FALSE;

  inner.name = g_ptr_array_index (args, 0);
  inner.args = (const char *const *) args->pdata + 1;
  inner.text = line;
  inner.redirects = NULL;
  inner.quiet = TRUE;
  vdt_script_context_command (launch->context, &inner, NULL);

  return launch_argv (launch, inner.name, inner.args, outer);
}

static gboolean
launch_prefix (Launch            *launch,
               JsonObject        *program,
               const char        *name,
               const char *const *args,
               const char        *outer)
{
  gint64 skip = json_object_get_int_member_with_default (program, "skip", 0);
  guint i = 0;

  /* "start "title" /b program", "env A=b program", "timeout 5 program" */
  for (; args[i] != NULL; i++)
    {
      if (args[i][0] == '-' || args[i][0] == '/' || args[i][0] == '\0' || strchr (args[i], '=') != NULL ||
          g_str_has_prefix (args[i], "\\\\"))
        continue;

      if (skip-- <= 0)
        break;
    }

  for (guint tries = 0; args[i] != NULL && tries < 3; i++, tries++)
    {
      g_autofree char *prefix = make_prefix (outer, name, args, i, NULL);

      prefix[strlen (prefix) - 1] = ' ';

      if (args[i + 1] == NULL)
        return launch_line (launch, args[i], prefix);

      if (launch_argv (launch, args[i], args + i + 1, prefix))
        return TRUE;
    }

  return FALSE;
}

/* pcalua -a program -c arguments: the line comes in two parts. */
static char *
glue_arguments (JsonObject        *program,
                const char        *line,
                const char *const *args)
{
  const char *glue = json_object_get_string_member_with_default (program, "glue", NULL);

  for (guint i = 0; glue != NULL && args[i] != NULL; i++)
    if (g_ascii_strcasecmp (args[i], glue) == 0 && args[i + 1] != NULL)
      return g_strconcat (line, " ", args[i + 1], NULL);

  return g_strdup (line);
}

static gboolean
launch_option (Launch            *launch,
               JsonObject        *program,
               const char        *name,
               const char *const *args,
               const char        *outer)
{
  JsonArray *options = json_object_get_array_member (program, "options");
  guint tries = 0;

  for (guint i = 0; args[i] != NULL && tries < MAX_TRIES; i++)
    for (guint k = 0; k < json_array_get_length (options); k++)
      {
        const char *option = json_array_get_string_element (options, k);
        gsize length = strlen (option);
        const char *line = args[i][length <= strlen (args[i]) ? length : 0] == '\0' ? args[i + 1] : NULL;
        g_autofree char *prefix = NULL;
        g_autofree char *whole = NULL;

        if (g_ascii_strncasecmp (args[i], option, length) != 0)
          continue;

        /* sc's "binpath=" may be glued to its value. */
        if (line == NULL && g_str_has_suffix (option, "="))
          line = args[i] + length;

        if (line == NULL)
          continue;

        tries++;
        prefix = make_prefix (outer, name, args, i + 1, NULL);
        whole = glue_arguments (program, line, args);

        if (launch_line (launch, whole, prefix))
          return TRUE;
      }

  return FALSE;
}

static gboolean
launch_words (Launch            *launch,
              JsonObject        *program,
              const char        *name,
              const char *const *args,
              const char        *outer)
{
  JsonArray *words = json_object_get_array_member (program, "words");
  guint found = 0;

  for (guint i = 0; args[i] != NULL; i++)
    {
      g_autofree char *prefix = NULL;
      g_autofree char *line = NULL;

      if (found < json_array_get_length (words))
        {
          if (g_ascii_strcasecmp (args[i], json_array_get_string_element (words, found)) == 0)
            found++;
          continue;
        }

      prefix = make_prefix (outer, name, args, i, NULL);
      line = join_from (args, i);

      return launch_line (launch, line, prefix);
    }

  return FALSE;
}

static gboolean
launch_uri (Launch            *launch,
            const char        *name,
            const char *const *args,
            const char        *outer)
{
  static const struct
  {
    const char    *scheme;
    VdtScriptLang  lang;
  } schemes[] = {
    { "vbscript:", VDT_SCRIPT_LANG_VBSCRIPT },
    { "javascript:", VDT_SCRIPT_LANG_JSCRIPT },
  };
  g_autofree char *text = NULL;

  /* The line as it was written: its quotes are the script's. */
  text = launch->init->text != NULL && launch->chain == 1 ? g_strdup (launch->init->text) : join_from (args, 0);

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i].scheme);

      for (char *at = text; *at != '\0'; at++)
        if (g_ascii_strncasecmp (at, schemes[i].scheme, length) == 0)
          {
            g_autofree char *prefix = g_strdup_printf ("%s%s %s\n", outer, name, schemes[i].scheme);
            char *end = at > text && (at[-1] == '"' || at[-1] == '\'') ? strrchr (at, at[-1]) : NULL;

            if (end != NULL)
              *end = '\0';

            run_nested (launch, "script address", schemes[i].lang, VDT_SCRIPT_OPTION_NONE,
                        at + length, strlen (at + length), prefix);
            return TRUE;
          }
    }

  return FALSE;
}

static gboolean
launch_argv (Launch            *launch,
             const char        *name,
             const char *const *args,
             const char        *outer)
{
  g_autofree char *base = program_name (name);
  JsonObject *programs = json_object_get_object_member (vdt_script_data_get ("launchers.json"), "programs");
  JsonObject *program;
  const char *kind;

  if (!json_object_has_member (programs, base) || launch->chain >= MAX_CHAIN)
    return FALSE;

  launch->chain++;
  program = json_object_get_object_member (programs, base);
  kind = json_object_get_string_member (program, "kind");

  if (g_str_equal (kind, "powershell"))
    return launch_powershell (launch, name, args, outer);
  if (g_str_equal (kind, "cmd"))
    return launch_cmd (launch, name, args, outer);
  if (g_str_equal (kind, "shell"))
    return launch_shell (launch, name, args, outer);
  if (g_str_equal (kind, "prefix"))
    return launch_prefix (launch, program, name, args, outer);
  if (g_str_equal (kind, "option"))
    return launch_option (launch, program, name, args, outer);
  if (g_str_equal (kind, "words"))
    return launch_words (launch, program, name, args, outer);

  return launch_uri (launch, name, args, outer);
}

gboolean
vdt_script_launch (VdtScriptContext           *context,
                   const VdtScriptCommandInit *init)
{
  Launch launch = { context, init, 0 };

  if (init->args == NULL)
    return FALSE;

  return launch_argv (&launch, init->name, init->args, "");
}

/* The program at the beginning of a logged command line, quotes balanced or not; @rest is what follows it. */
static char *
first_program (const char  *line,
               const char **rest)
{
  const char *at = line + strspn (line, " \t\r\n\"'\\&");
  const char *end = at;
  const char *quote = strpbrk (at, "\"'");

  /* A quoted path may hold spaces. */
  if (at > line && quote != NULL && (at[-1] == '"' || at[-1] == '\'') &&
      (size_t) (quote - at) >= 4 && g_ascii_strncasecmp (quote - 4, ".exe", 4) == 0)
    end = quote;
  else if (at > line && quote != NULL && quote[-1] == '\\' && quote - at > 5 && g_ascii_strncasecmp (quote - 5, ".exe", 4) == 0)
    end = quote - 1;
  else
    end += strcspn (at, " \t\r\n\"'");

  *rest = end + strspn (end, "\"'\\");

  return g_strndup (at, (gsize) (end - at));
}

/* The language of a text that begins as a logged command line does; unknown when it does not. */
VdtScriptLang
vdt_script_detect_line (const char *text)
{
  JsonObject *programs = json_object_get_object_member (vdt_script_data_get ("launchers.json"), "programs");
  g_autofree char *program = NULL;
  g_autofree char *name = NULL;
  const char *rest;
  const char *kind;

  program = first_program (text, &rest);
  name = program_name (program);

  if (!json_object_has_member (programs, name) || *rest != ' ')
    return VDT_SCRIPT_LANG_UNKNOWN;

  kind = json_object_get_string_member (json_object_get_object_member (programs, name), "kind");

  if (g_str_equal (kind, "prefix"))
    return VDT_SCRIPT_LANG_UNKNOWN;
  if (g_str_equal (kind, "shell"))
    return VDT_SCRIPT_LANG_SHELL;

  /* A file that begins so is a batch file, a single line may be anyone's. */
  return g_str_equal (kind, "powershell") && strchr (text, '\n') == NULL ? VDT_SCRIPT_LANG_POWERSHELL : VDT_SCRIPT_LANG_CMD;
}

/* A Unix shell's own command line has its own quotes. */
static GPtrArray *
split_line (JsonObject *programs,
            const char *name,
            const char *rest)
{
  const char *kind = json_object_get_string_member (json_object_get_object_member (programs, name), "kind");
  g_auto(GStrv) words = NULL;
  GPtrArray *args;

  if (!g_str_equal (kind, "shell") || !g_shell_parse_argv (rest, NULL, &words, NULL))
    return split_windows (rest);

  args = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (args, g_strdup (words[i]));

  g_ptr_array_add (args, NULL);

  return args;
}

gboolean
vdt_script_context_run_line (VdtScriptContext *context,
                             VdtScriptLang     lang,
                             guint             layer,
                             gsize             start,
                             gsize             length,
                             const char       *line)
{
  JsonObject *programs = json_object_get_object_member (vdt_script_data_get ("launchers.json"), "programs");
  VdtScriptCommandInit init = { 0 };
  g_autoptr(GPtrArray) args = NULL;
  g_autofree char *program = NULL;
  g_autofree char *name = NULL;
  const char *rest;

  program = first_program (line, &rest);
  name = program_name (program);

  if (!json_object_has_member (programs, name) || !g_ascii_isspace (*rest))
    return FALSE;

  args = split_line (programs, name, rest);
  init.kind = VDT_SCRIPT_COMMAND_RUN;
  init.lang = lang;
  init.name = program;
  init.args = (const char *const *) args->pdata;
  init.text = line;
  init.pipeline = vdt_script_context_next_pipeline (context);
  init.layer = layer;
  init.start = start;
  init.length = length;
  init.quiet = TRUE;
  vdt_script_context_command (context, &init, NULL);

  return vdt_script_launch (context, &init);
}

gboolean
vdt_script_context_run_stdin (VdtScriptContext  *context,
                              guint              layer,
                              gsize              start,
                              gsize              length,
                              const char        *program,
                              const char *const *args,
                              const char        *input,
                              gsize              input_length)
{
  g_autofree char *base = program_name (program);
  JsonObject *programs = json_object_get_object_member (vdt_script_data_get ("launchers.json"), "programs");
  g_autofree char *prefix = NULL;
  VdtScriptLang lang;
  const char *kind;
  guint n_args = 0;

  if (!json_object_has_member (programs, base))
    return FALSE;

  kind = json_object_get_string_member (json_object_get_object_member (programs, base), "kind");

  if (g_str_equal (kind, "powershell"))
    lang = VDT_SCRIPT_LANG_POWERSHELL;
  else if (g_str_equal (kind, "cmd"))
    lang = VDT_SCRIPT_LANG_CMD;
  else if (g_str_equal (kind, "shell"))
    lang = VDT_SCRIPT_LANG_SHELL;
  else
    return FALSE;

  while (args != NULL && args[n_args] != NULL)
    n_args++;

  prefix = make_prefix ("", program, args, n_args, NULL);
  vdt_script_context_run (context, layer, start, length, "standard input of an interpreter", lang,
                          VDT_SCRIPT_OPTION_NONE, input, input_length, NULL, prefix, NULL);

  return TRUE;
}
