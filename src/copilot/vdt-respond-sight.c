/* vdt-respond-sight.c
 *
 * What rules saw, gathered so that it is said once.
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-respond-private.h"

static void
seen_free (gpointer data)
{
  VdtSeen *seen = data;

  g_ptr_array_unref (seen->facts);
  g_free (seen);
}

VdtSight *
vdt_sight_new (void)
{
  VdtSight *self = g_new0 (VdtSight, 1);

  self->alerts = g_ptr_array_new ();
  self->stages = g_ptr_array_new ();
  self->techniques = g_ptr_array_new ();
  self->seen = g_ptr_array_new_with_free_func (seen_free);

  return self;
}

void
vdt_sight_free (VdtSight *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->alerts);
  g_ptr_array_unref (self->stages);
  g_ptr_array_unref (self->techniques);
  g_ptr_array_unref (self->seen);
  g_free (self);
}

static void
add_text (GPtrArray  *list,
          const char *text)
{
  if (!g_ptr_array_find_with_equal_func (list, text, g_str_equal, NULL))
    g_ptr_array_add (list, (gpointer) text);
}

/**
 * vdt_sight_add_alert:
 * @self: a sight
 * @alert: an alert that fits
 *
 * Each counts once.
 */
void
vdt_sight_add_alert (VdtSight        *self,
                     VdtSummaryAlert *alert)
{
  if (g_ptr_array_find (self->alerts, alert, NULL))
    return;

  g_ptr_array_add (self->alerts, alert);
  if (!g_str_equal (alert->stage, "other"))
    add_text (self->stages, alert->stage);
}

/**
 * vdt_sight_add_seen:
 * @self: a sight
 * @frame: how it is said
 * @group: (nullable): the terms that @nick is of
 * @nick: (nullable): what was seen
 * @field: (nullable): where
 * @fact: (nullable): what shows it
 */
void
vdt_sight_add_seen (VdtSight   *self,
                    const char *frame,
                    const char *group,
                    const char *nick,
                    const char *field,
                    const char *fact)
{
  VdtSeen *seen = NULL;

  for (guint i = 0; i < self->seen->len; i++)
    {
      VdtSeen *item = g_ptr_array_index (self->seen, i);

      if (g_str_equal (item->frame, frame) && g_strcmp0 (item->nick, nick) == 0 &&
          g_strcmp0 (item->field, field) == 0)
        seen = item;
    }

  if (seen == NULL)
    {
      seen = g_new0 (VdtSeen, 1);
      seen->frame = frame;
      seen->group = group;
      seen->nick = nick;
      seen->field = field;
      seen->facts = g_ptr_array_new ();
      g_ptr_array_add (self->seen, seen);
    }

  if (fact != NULL && seen->facts->len < VDT_RESPOND_MOST_CITED)
    add_text (seen->facts, fact);
}

void
vdt_sight_merge (VdtSight       *self,
                 const VdtSight *other)
{
  for (guint i = 0; i < other->alerts->len; i++)
    vdt_sight_add_alert (self, g_ptr_array_index (other->alerts, i));
  for (guint i = 0; i < other->techniques->len; i++)
    add_text (self->techniques, g_ptr_array_index (other->techniques, i));
  for (guint i = 0; i < other->seen->len; i++)
    {
      const VdtSeen *seen = g_ptr_array_index (other->seen, i);

      vdt_sight_add_seen (self, seen->frame, seen->group, seen->nick, seen->field, NULL);
      for (guint j = 0; j < seen->facts->len; j++)
        vdt_sight_add_seen (self, seen->frame, seen->group, seen->nick, seen->field,
                            g_ptr_array_index (seen->facts, j));
    }
}
