/* vdt-template.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-template.h"

#include <string.h>

#include "vdt-draft.h"
#include "vdt-error.h"
#include "vdt-report-resources.h"

#define PREFIX "/io/github/vedette/Vedette/report/"
#define LARGEST (1024 * 1024) /* bytes of a template */

static void
section_free (gpointer data)
{
  VdtTemplateSection *section = data;

  g_free (section->id);
  g_free (section->title);
  g_free (section->body);
  g_free (section);
}

static gboolean
fail (const VdtTemplate  *self,
      guint               line,
      GError            **error,
      const char         *format,
      ...) G_GNUC_PRINTF (4, 5);

static gboolean
fail (const VdtTemplate  *self,
      guint               line,
      GError            **error,
      const char         *format,
      ...)
{
  va_list values;
  g_autofree char *what = NULL;

  va_start (values, format);
  what = g_strdup_vprintf (format, values);
  va_end (values);
  g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "%s:%u: %s", self->file, line, what);

  return FALSE;
}

/* `key: value` of the head. */
static gboolean
read_head (VdtTemplate  *self,
           const char   *line,
           guint         number,
           GError      **error)
{
  const char *colon = strchr (line, ':');
  g_autofree char *key = colon != NULL ? g_strstrip (g_strndup (line, (gsize) (colon - line))) : NULL;
  g_autofree char *value = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;
  char **field = NULL;

  if (*line == '\0' || *line == '#')
    return TRUE;
  if (key == NULL)
    return fail (self, number, error, "the head has lines like “name: Our report”, and this is not one");

  if (strcmp (key, "name") == 0)
    field = &self->name;
  else if (strcmp (key, "about") == 0)
    field = &self->about;
  else if (strcmp (key, "title") == 0)
    field = &self->title;
  else if (strcmp (key, "language") == 0)
    field = &self->language;
  else
    return fail (self, number, error, "the head has no “%s”; it has name, about, title and language", key);

  g_free (*field);
  *field = g_steal_pointer (&value);

  return TRUE;
}

/* `{#id off}` at the end of a heading. */
static gboolean
take_attributes (VdtTemplate         *self,
                 VdtTemplateSection  *section,
                 GError             **error)
{
  char *open = strstr (section->title, "{#");
  char *close = open != NULL ? strchr (open, '}') : NULL;
  g_auto(GStrv) words = NULL;

  if (open == NULL)
    return TRUE;
  if (close == NULL || close[1 + strspn (close + 1, " ")] != '\0')
    return fail (self, section->line, error, "“{#” opens what “}” must close at the end of the heading");

  *close = '\0';
  words = g_strsplit (open + 2, " ", -1);
  *open = '\0';
  g_strchomp (section->title);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (i == 0 && *words[0] != '\0')
        section->id = g_strdup (words[0]);
      else if (strcmp (words[i], "off") == 0)
        section->off = TRUE;
      else if (*words[i] != '\0')
        return fail (self, section->line, error, "“%s” means nothing here; “off” does", words[i]);
    }

  return TRUE;
}

static char *
id_of_title (const char *title)
{
  g_autofree char *lower = g_utf8_strdown (title, -1);
  GString *id = g_string_new (NULL);

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (id, c);
      else if (id->len > 0 && id->str[id->len - 1] != '-')
        g_string_append_c (id, '-');
    }
  if (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);

  return g_string_free (id, FALSE);
}

/* Every `{{field}}` of a text must be one. */
static gboolean
check_fields (VdtTemplate  *self,
              const char   *text,
              guint         first_line,
              GError      **error)
{
  const char *p = text;

  while ((p = strstr (p, "{{")) != NULL)
    {
      const char *end = strstr (p, "}}");
      const char *newline = strchr (p, '\n');
      guint line = first_line;
      g_autofree char *name = NULL;

      for (const char *c = text; c < p; c++)
        line += *c == '\n';
      if (end == NULL || (newline != NULL && newline < end))
        return fail (self, line, error, "“{{” opens a field that “}}” must close on the same line");

      name = g_strstrip (g_strndup (p + 2, (gsize) (end - p) - 2));
      if (!vdt_draft_has_field (name))
        {
          const char *nearest = vdt_draft_nearest_field (name);

          return nearest != NULL
                   ? fail (self, line, error, "there is no field “%s”; did you mean “%s”?", name, nearest)
                   : fail (self, line, error, "there is no field “%s”; see the list in the help", name);
        }
      p = end + 2;
    }

  return TRUE;
}

static gboolean
end_section (VdtTemplate         *self,
             VdtTemplateSection  *section,
             GString             *body,
             GError             **error)
{
  if (section == NULL)
    return TRUE;

  section->body = g_strdup (body->str);
  g_string_truncate (body, 0);
  if (!take_attributes (self, section, error) || !check_fields (self, section->title, section->line, error) ||
      !check_fields (self, section->body, section->line + 1, error))
    return FALSE;
  g_strstrip (section->body);
  if (section->id == NULL)
    section->id = id_of_title (section->title);

  for (guint i = 0; i < self->sections->len; i++)
    {
      VdtTemplateSection *other = g_ptr_array_index (self->sections, i);

      if (other != section && g_strcmp0 (other->id, section->id) == 0)
        return fail (self, section->line, error, "two sections have the name “%s”; give one another {#name}",
                     section->id);
    }

  return TRUE;
}

static gboolean
read_lines (VdtTemplate  *self,
            char        **lines,
            GError      **error)
{
  g_autoptr(GString) body = g_string_new (NULL);
  VdtTemplateSection *section = NULL;
  gboolean fenced = FALSE;
  guint i = 0;

  if (lines[0] == NULL || strcmp (g_strchomp (lines[0]), "---") != 0)
    return fail (self, 1, error, "a template begins with a head between two lines “---”");
  for (i = 1; lines[i] != NULL && strcmp (g_strchomp (lines[i]), "---") != 0; i++)
    if (!read_head (self, lines[i], i + 1, error))
      return FALSE;
  if (lines[i] == NULL)
    return fail (self, 1, error, "the head has no second “---”");
  if (self->name == NULL)
    return fail (self, 1, error, "the head needs a line “name: …”");

  for (i++; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "```"))
        fenced = !fenced;
      if (!fenced && g_str_has_prefix (lines[i], "# "))
        {
          if (!end_section (self, section, body, error))
            return FALSE;
          section = g_new0 (VdtTemplateSection, 1);
          section->line = i + 1;
          section->title = g_strstrip (g_strdup (lines[i] + 2));
          g_ptr_array_add (self->sections, section);
        }
      else if (section != NULL)
        g_string_append_printf (body, "%s\n", lines[i]);
      else if (*g_strchomp (lines[i]) != '\0')
        return fail (self, i + 1, error, "this text is in no section; put a heading “# …” above it");
    }

  return end_section (self, section, body, error) &&
         (self->title == NULL || check_fields (self, self->title, 1, error)) &&
         (self->sections->len > 0 || fail (self, i, error, "the template has no section “# …”"));
}

/**
 * vdt_template_parse:
 * @file: its name, for messages
 * @text: what is in it
 * @error: return location for %VDT_ERROR_FORMAT: `FILE:LINE: what is wrong`
 *
 * Returns: (transfer full) (nullable): the template, without an id
 */
VdtTemplate *
vdt_template_parse (const char  *file,
                    const char  *text,
                    GError     **error)
{
  g_autoptr(VdtTemplate) self = g_new0 (VdtTemplate, 1);
  g_auto(GStrv) lines = NULL;
  const char *bad = NULL;

  self->file = g_strdup (file);
  self->sections = g_ptr_array_new_with_free_func (section_free);
  if (!g_utf8_validate (text, -1, &bad))
    {
      guint line = 1;

      for (const char *p = text; p < bad; p++)
        line += *p == '\n';
      fail (self, line, error, "this is not UTF-8 text");
      return NULL;
    }

  lines = g_strsplit (g_str_has_prefix (text, "\357\273\277") ? text + 3 : text, "\n", -1);
  if (!read_lines (self, lines, error))
    return NULL;

  return g_steal_pointer (&self);
}

static VdtTemplate *
load_ours (const char  *id,
           const char  *language,
           GError     **error)
{
  g_autofree char *name = g_strdup_printf ("%s.%s.md", id, language);
  g_autofree char *path = g_strconcat (PREFIX, name, NULL);
  g_autoptr(GBytes) bytes = g_resource_lookup_data (vdt_report_get_resource (), path, 0, NULL);
  VdtTemplate *self;

  if (bytes == NULL)
    return NULL;

  self = vdt_template_parse (name, g_bytes_get_data (bytes, NULL), error);
  if (self != NULL)
    {
      self->id = g_strdup (id);
      g_free (self->language);
      self->language = g_strdup (language);
    }

  return self;
}

static VdtTemplate *
load_file (const char  *path,
           const char  *language,
           GError     **error)
{
  g_autofree char *text = NULL;
  g_autofree char *base = g_path_get_basename (path);
  VdtTemplate *self;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (length > LARGEST)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_LIMIT, "%s: a template has at most 1 MB", base);
      return NULL;
    }
  if (memchr (text, '\0', length) != NULL)
    {
      g_set_error (error, VDT_ERROR, VDT_ERROR_FORMAT, "%s:1: this is not a text file", base);
      return NULL;
    }

  self = vdt_template_parse (base, text, error);
  if (self != NULL)
    {
      self->id = g_strdup (base);
      self->own = TRUE;
      if (self->language == NULL)
        self->language = g_strdup (language);
    }

  return self;
}

/**
 * vdt_template_load:
 * @id: one of ours, a file in @folder, or a path
 * @language: what a template of ours is to be in
 * @folder: (nullable): the user's own templates
 * @error: return location for %VDT_ERROR_NOT_FOUND, %VDT_ERROR_FORMAT or a %G_FILE_ERROR
 *
 * Returns: (transfer full) (nullable): the template
 */
VdtTemplate *
vdt_template_load (const char  *id,
                   const char  *language,
                   const char  *folder,
                   GError     **error)
{
  g_autoptr(VdtTemplate) ours = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (id != NULL && language != NULL, NULL);

  ours = strchr (id, '/') == NULL ? load_ours (id, language, &local_error) : NULL;
  if (ours != NULL)
    return g_steal_pointer (&ours);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }

  if (strchr (id, '/') == NULL && folder != NULL)
    {
      g_autofree char *path = g_build_filename (folder, id, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return load_file (path, language, error);
    }
  if (g_str_has_suffix (id, ".md") && g_file_test (id, G_FILE_TEST_IS_REGULAR))
    return load_file (id, language, error);

  g_set_error (error, VDT_ERROR, VDT_ERROR_NOT_FOUND,
               "there is no template “%s”; full, executive, handover, lessons and blank are there, and .md files", id);

  return NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/**
 * vdt_template_list:
 * @language: what ours are to be in
 * @folder: (nullable): the user's own templates
 * @problems: (nullable) (element-type utf8): gets a message for each file that cannot
 *   be used
 *
 * Returns: (transfer full) (element-type VdtTemplate): ours, then the user's own by name
 */
GPtrArray *
vdt_template_list (const char *language,
                   const char *folder,
                   GPtrArray  *problems)
{
  static const char *const ours[] = { "full", "executive", "handover", "lessons", "blank" };
  GPtrArray *templates = g_ptr_array_new_with_free_func ((GDestroyNotify) vdt_template_free);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    {
      VdtTemplate *template = load_ours (ours[i], language, NULL);

      if (template != NULL)
        g_ptr_array_add (templates, template);
    }

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".md"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      g_autoptr(GError) error = NULL;
      VdtTemplate *template = load_file (path, language, &error);

      if (template != NULL)
        g_ptr_array_add (templates, template);
      else if (problems != NULL)
        g_ptr_array_add (problems, g_strdup (error->message));
    }

  return templates;
}

void
vdt_template_free (VdtTemplate *self)
{
  g_free (self->id);
  g_free (self->language);
  g_free (self->name);
  g_free (self->about);
  g_free (self->title);
  g_free (self->file);
  g_ptr_array_unref (self->sections);
  g_free (self);
}
