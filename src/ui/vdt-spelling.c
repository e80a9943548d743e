/* vdt-spelling.c
 *
 * The words are checked by enchant, which knows the dictionaries of the system and keeps
 * the user's own words. Code, addresses, names of files and everything else with digits
 * or signs in it is no prose and is passed over.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-spelling.h"

#include <enchant.h>
#include <glib/gi18n.h>
#include <string.h>

#define CHECK_DELAY     250 /* ms after the last change */
#define MAX_SUGGESTIONS 6
#define MIN_WORD        3   /* letters */
#define TAG             "misspelled"

/**
 * VdtSpelling:
 *
 * Underlines words of a text view that are in no dictionary. The context menu of such a
 * word has suggestions, and takes it into the user's dictionary.
 */
struct _VdtSpelling
{
  GObject             parent_instance;

  GtkTextView        *view;     /* not owned; it owns this */
  EnchantBroker      *broker;
  EnchantDict        *dict;     /* NULL if there is none for the language */
  GHashTable         *verdicts; /* word → whether it is right, for this dictionary */
  GHashTable         *known;    /* folded words that are names here */
  GSimpleActionGroup *actions;
  gboolean            enabled;
  guint               check_id;
};

G_DEFINE_FINAL_TYPE (VdtSpelling, vdt_spelling, G_TYPE_OBJECT)

/* {{{ words */

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c) || c == '\'' || c == 0x2019 || c == '-';
}

/* Prose: letters only, and not an abbreviation in capitals or a name like “PowerShell”. */
static gboolean
is_prose (const char *word)
{
  glong n = 0;
  gboolean first = TRUE;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_word_char (c))
        return FALSE;
      if (!first && g_unichar_isupper (c))
        return FALSE;
      first = c == '-';
      n++;
    }

  return n >= MIN_WORD;
}

static gboolean
is_right (VdtSpelling *self,
          const char  *word)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);
  gpointer verdict;
  gboolean right;

  if (g_hash_table_contains (self->known, folded))
    return TRUE;
  if (g_hash_table_lookup_extended (self->verdicts, word, NULL, &verdict))
    return GPOINTER_TO_INT (verdict);

  right = enchant_dict_check (self->dict, word, -1) == 0;
  if (!right && strchr (word, '-') != NULL)
    {
      g_auto(GStrv) parts = g_strsplit (word, "-", -1);

      right = TRUE;
      for (gsize i = 0; parts[i] != NULL && right; i++)
        right = g_utf8_strlen (parts[i], -1) < MIN_WORD || is_right (self, parts[i]);
    }
  g_hash_table_insert (self->verdicts, g_strdup (word), GINT_TO_POINTER (right));

  return right;
}

static GtkTextBuffer *
get_buffer (VdtSpelling *self)
{
  return gtk_text_view_get_buffer (self->view);
}

static void
mark (VdtSpelling *self,
      int          line,
      glong        from,
      glong        to)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line_offset (get_buffer (self), &start, line, (int) from);
  gtk_text_buffer_get_iter_at_line_offset (get_buffer (self), &end, line, (int) to);
  gtk_text_buffer_apply_tag_by_name (get_buffer (self), TAG, &start, &end);
}

/* The signs around a word are not of it: quotes, brackets, stars, the bars of a table. */
static gboolean
check_token (VdtSpelling *self,
             int          line,
             const char  *text,
             const char  *start,
             const char  *end)
{
  g_autofree char *word = NULL;

  while (start < end && !g_unichar_isalnum (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);

      if (g_unichar_isalnum (g_utf8_get_char (last)) || g_unichar_ismark (g_utf8_get_char (last)))
        break;
      end = last;
    }

  word = g_strndup (start, (gsize) (end - start));
  if (!is_prose (word) || is_right (self, word))
    return FALSE;

  mark (self, line, g_utf8_pointer_to_offset (text, start), g_utf8_pointer_to_offset (text, end));

  return TRUE;
}

static guint
check_line (VdtSpelling *self,
            int          line,
            const char  *text)
{
  const char *start = NULL;
  gboolean code = FALSE;
  guint n = 0;

  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean between = *p == '\0' || g_unichar_isspace (c) || c == '`' || c == '|';

      if (between && start != NULL)
        {
          n += !code && check_token (self, line, text, start, p);
          start = NULL;
        }
      else if (!between && start == NULL)
        start = p;
      if (c == '`')
        code = !code;
      if (*p == '\0')
        break;
    }

  return n;
}

static gboolean
is_fence (const char *line)
{
  while (*line == ' ')
    line++;

  return g_str_has_prefix (line, "```") || g_str_has_prefix (line, "~~~");
}

/**
 * vdt_spelling_check:
 * @self: a spelling
 *
 * Checks the whole text at once. It is done by itself a moment after each change.
 *
 * Returns: how many words are in no dictionary
 */
guint
vdt_spelling_check (VdtSpelling *self)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  gboolean code = FALSE;
  guint n = 0;

  g_return_val_if_fail (VDT_IS_SPELLING (self), 0);

  g_clear_handle_id (&self->check_id, g_source_remove);
  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_text_buffer_remove_tag_by_name (get_buffer (self), TAG, &start, &end);
  if (!self->enabled || self->dict == NULL)
    return 0;

  text = gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
  lines = g_strsplit (text, "\n", -1);
  for (int i = 0; lines[i] != NULL; i++)
    {
      gboolean fence = is_fence (lines[i]);

      if (!code && !fence)
        n += check_line (self, i, lines[i]);
      code ^= fence;
    }

  return n;
}

/* }}} */
/* {{{ menu */

/* The misspelled word at the cursor. */
static char *
dup_word (VdtSpelling *self,
          GtkTextIter *start,
          GtkTextIter *end)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextTag *tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), TAG);

  gtk_text_buffer_get_iter_at_mark (buffer, start, gtk_text_buffer_get_insert (buffer));
  if (!gtk_text_iter_has_tag (start, tag) && !gtk_text_iter_ends_tag (start, tag))
    return NULL;

  *end = *start;
  if (!gtk_text_iter_starts_tag (start, tag))
    gtk_text_iter_backward_to_tag_toggle (start, tag);
  if (!gtk_text_iter_ends_tag (end, tag))
    gtk_text_iter_forward_to_tag_toggle (end, tag);

  return gtk_text_iter_get_text (start, end);
}

static void
add_suggestions (VdtSpelling *self,
                 GMenu       *menu,
                 const char  *word)
{
  size_t n = 0;
  char **words = enchant_dict_suggest (self->dict, word, -1, &n);

  for (size_t i = 0; i < n && i < MAX_SUGGESTIONS; i++)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (words[i], NULL);

      g_menu_item_set_action_and_target (item, "spelling.replace", "s", words[i]);
      g_menu_append_item (menu, item);
    }
  if (words != NULL)
    enchant_dict_free_string_list (self->dict, words);
}

static void
update_menu (VdtSpelling *self)
{
  g_autoptr(GMenu) menu = NULL;
  g_autoptr(GMenu) suggestions = NULL;
  g_autoptr(GMenu) acts = NULL;
  GtkTextIter start, end;
  g_autofree char *word = self->enabled && self->dict != NULL ? dup_word (self, &start, &end) : NULL;

  if (word == NULL)
    {
      if (gtk_text_view_get_extra_menu (self->view) != NULL)
        gtk_text_view_set_extra_menu (self->view, NULL);
      return;
    }

  menu = g_menu_new ();
  suggestions = g_menu_new ();
  acts = g_menu_new ();
  add_suggestions (self, suggestions, word);
  g_menu_append (acts, _("_Add to Dictionary"), "spelling.add");
  g_menu_append (acts, _("_Ignore This Word"), "spelling.ignore");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (suggestions));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (acts));
  gtk_text_view_set_extra_menu (self->view, G_MENU_MODEL (menu));
}

static void
replace_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  VdtSpelling *self = user_data;
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter start, end;
  g_autofree char *word = dup_word (self, &start, &end);

  if (word == NULL)
    return;

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &start, &end);
  gtk_text_buffer_insert (buffer, &start, g_variant_get_string (parameter, NULL), -1);
  gtk_text_buffer_end_user_action (buffer);
  vdt_spelling_check (self);
  update_menu (self);
}

static void
learn_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  VdtSpelling *self = user_data;
  GtkTextIter start, end;
  g_autofree char *word = dup_word (self, &start, &end);

  if (word == NULL)
    return;

  if (g_str_equal (g_action_get_name (G_ACTION (action)), "add"))
    enchant_dict_add (self->dict, word, -1);
  else
    enchant_dict_add_to_session (self->dict, word, -1);
  g_hash_table_remove_all (self->verdicts);
  vdt_spelling_check (self);
  update_menu (self);
}

/* The menu is of the word that was clicked on. */
static void
pressed_cb (VdtSpelling *self,
            int          n_press,
            double       x,
            double       y)
{
  GtkTextBuffer *buffer = get_buffer (self);
  GtkTextIter iter;
  int buffer_x, buffer_y;

  if (!gtk_text_buffer_get_has_selection (buffer))
    {
      gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) x, (int) y, &buffer_x,
                                             &buffer_y);
      if (gtk_text_view_get_iter_at_location (self->view, &iter, buffer_x, buffer_y))
        gtk_text_buffer_place_cursor (buffer, &iter);
    }
  update_menu (self);
}

/* The menu key opens the menu at the cursor. */
static gboolean
key_cb (VdtSpelling     *self,
        guint            key,
        guint            code,
        GdkModifierType  state)
{
  if (key == GDK_KEY_Menu || (key == GDK_KEY_F10 && (state & GDK_SHIFT_MASK) != 0))
    update_menu (self);

  return GDK_EVENT_PROPAGATE;
}

/* }}} */

static gboolean
check_cb (gpointer user_data)
{
  VdtSpelling *self = user_data;

  self->check_id = 0;
  vdt_spelling_check (self);

  return G_SOURCE_REMOVE;
}

static void
queue_check (VdtSpelling *self)
{
  g_clear_handle_id (&self->check_id, g_source_remove);
  if (self->enabled && self->dict != NULL)
    self->check_id = g_timeout_add (CHECK_DELAY, check_cb, self);
}

/**
 * vdt_spelling_next:
 * @self: a spelling
 *
 * Goes to the next word that is in no dictionary, from the start again after the last.
 *
 * Returns: %FALSE if there is none
 */
gboolean
vdt_spelling_next (VdtSpelling *self)
{
  GtkTextBuffer *buffer;
  GtkTextTag *tag;
  GtkTextIter start, end;

  g_return_val_if_fail (VDT_IS_SPELLING (self), FALSE);

  buffer = get_buffer (self);
  tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), TAG);
  if (vdt_spelling_check (self) == 0)
    return FALSE;

  gtk_text_buffer_get_selection_bounds (buffer, NULL, &start);
  while (gtk_text_iter_forward_to_tag_toggle (&start, tag) && !gtk_text_iter_starts_tag (&start, tag));
  if (!gtk_text_iter_starts_tag (&start, tag))
    {
      gtk_text_buffer_get_start_iter (buffer, &start);
      if (!gtk_text_iter_starts_tag (&start, tag))
        gtk_text_iter_forward_to_tag_toggle (&start, tag);
    }
  end = start;
  gtk_text_iter_forward_to_tag_toggle (&end, tag);
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_view_scroll_to_iter (self->view, &start, 0.1, FALSE, 0, 0);
  update_menu (self);

  return TRUE;
}

/* {{{ dictionaries */

static void
take_dict (VdtSpelling *self,
           EnchantDict *dict)
{
  if (self->dict != NULL)
    enchant_broker_free_dict (self->broker, self->dict);
  self->dict = dict;
  g_hash_table_remove_all (self->verdicts);
  queue_check (self);
}

/* A language has several dictionaries: that of the user's country goes first. */
static EnchantDict *
find_dict (VdtSpelling *self,
           const char  *language)
{
  static const char *const countries[] = { "US", "GB", "DE", "AT", "CH", NULL };
  const char * const *names = g_get_language_names ();

  for (gsize i = 0; names[i] != NULL; i++)
    if (g_str_has_prefix (names[i], language) && strchr (names[i], '.') == NULL &&
        enchant_broker_dict_exists (self->broker, names[i]))
      return enchant_broker_request_dict (self->broker, names[i]);
  for (gsize i = 0; countries[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("%s_%s", language, countries[i]);

      if (enchant_broker_dict_exists (self->broker, name))
        return enchant_broker_request_dict (self->broker, name);
    }

  return enchant_broker_dict_exists (self->broker, language) ? enchant_broker_request_dict (self->broker, language)
                                                             : NULL;
}

/**
 * vdt_spelling_set_language:
 * @self: a spelling
 * @language: `en`, `de`
 *
 * Returns: whether there is a dictionary for it; without one nothing is marked
 */
gboolean
vdt_spelling_set_language (VdtSpelling *self,
                           const char  *language)
{
  g_return_val_if_fail (VDT_IS_SPELLING (self), FALSE);
  g_return_val_if_fail (language != NULL, FALSE);

  take_dict (self, find_dict (self, language));

  return self->dict != NULL;
}

/**
 * vdt_spelling_set_word_list:
 * @self: a spelling
 * @path: a file of right words, one a line; words that are added go into it
 *
 * Takes a list of words instead of a dictionary of the system.
 *
 * Returns: whether it can be used
 */
gboolean
vdt_spelling_set_word_list (VdtSpelling *self,
                            const char  *path)
{
  g_return_val_if_fail (VDT_IS_SPELLING (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  take_dict (self, enchant_broker_request_pwl_dict (self->broker, path));

  return self->dict != NULL;
}

/**
 * vdt_spelling_set_known:
 * @self: a spelling
 * @names: names that are right here: of people, devices, products
 *
 * Each word of a name is right, however it is capitalised.
 */
void
vdt_spelling_set_known (VdtSpelling        *self,
                        const char * const *names)
{
  g_return_if_fail (VDT_IS_SPELLING (self));

  g_hash_table_remove_all (self->known);
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *folded = g_utf8_casefold (names[i], -1);
      g_auto(GStrv) words = g_strsplit_set (folded, " .,;:@\\/_-()[]<>\"", -1);

      for (gsize w = 0; words[w] != NULL; w++)
        if (*words[w] != '\0')
          g_hash_table_add (self->known, g_strdup (words[w]));
    }
  queue_check (self);
}

gboolean
vdt_spelling_get_enabled (VdtSpelling *self)
{
  g_return_val_if_fail (VDT_IS_SPELLING (self), FALSE);

  return self->enabled;
}

void
vdt_spelling_set_enabled (VdtSpelling *self,
                          gboolean     enabled)
{
  g_return_if_fail (VDT_IS_SPELLING (self));

  self->enabled = enabled;
  vdt_spelling_check (self);
}

/* }}} */
/* {{{ class */

static void
vdt_spelling_finalize (GObject *object)
{
  VdtSpelling *self = VDT_SPELLING (object);

  g_clear_handle_id (&self->check_id, g_source_remove);
  if (self->dict != NULL)
    enchant_broker_free_dict (self->broker, self->dict);
  enchant_broker_free (self->broker);
  g_hash_table_unref (self->verdicts);
  g_hash_table_unref (self->known);
  g_object_unref (self->actions);

  G_OBJECT_CLASS (vdt_spelling_parent_class)->finalize (object);
}

static void
vdt_spelling_class_init (VdtSpellingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vdt_spelling_finalize;
}

static void
vdt_spelling_init (VdtSpelling *self)
{
  static const GActionEntry entries[] = {
    { .name = "replace", .activate = replace_cb, .parameter_type = "s" },
    { .name = "add", .activate = learn_cb },
    { .name = "ignore", .activate = learn_cb },
  };

  self->broker = enchant_broker_init ();
  self->verdicts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->enabled = TRUE;
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}

/* }}} */

/**
 * vdt_spelling_new:
 * @view: a text view that will own it no longer than it lives
 *
 * Returns: (transfer full): the spelling of the view's text; it marks nothing before it
 *   has a language
 */
VdtSpelling *
vdt_spelling_new (GtkTextView *view)
{
  VdtSpelling *self;
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_object_new (VDT_TYPE_SPELLING, NULL);
  self->view = view;
  gtk_text_buffer_create_tag (get_buffer (self), TAG, "underline", PANGO_UNDERLINE_ERROR, NULL);
  gtk_widget_insert_action_group (GTK_WIDGET (view), "spelling", G_ACTION_GROUP (self->actions));
  g_signal_connect_object (get_buffer (self), "changed", G_CALLBACK (queue_check), self, G_CONNECT_SWAPPED);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (view), keys);

  return self;
}
