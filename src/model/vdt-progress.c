/* vdt-progress.c
 *
 * SPDX-License-Identifier: MIT
 */
#include "config.h"

#include "vdt-progress.h"

#include "vdt-util.h"

/**
 * VdtProgress:
 *
 * How far a long work is. Its properties are read and notified in the thread (the
 * main context) that made it; vdt_progress_begin(), vdt_progress_report() and
 * vdt_progress_end() may be called from any: what they say is kept under a lock
 * and shown from one pending idle, never one a step.
 */
struct _VdtProgress
{
  GObject       parent_instance;

  GMainContext *context;
  GMutex        mutex;
  GSource      *pending;        /* under the mutex, as are the next_ ones */
  char         *next_text;
  char         *next_message;
  double        next_fraction;
  gboolean      next_active;

  char         *text;
  char         *message;
  double        fraction;
  gboolean      active;
};

G_DEFINE_FINAL_TYPE (VdtProgress, vdt_progress, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_ACTIVE,
  PROP_FRACTION,
  PROP_MESSAGE,
  PROP_TEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static gboolean
show_cb (gpointer user_data)
{
  VdtProgress *self = user_data;
  g_autofree char *text = NULL;
  g_autofree char *message = NULL;
  double fraction;
  gboolean active;

  g_mutex_lock (&self->mutex);
  g_clear_pointer (&self->pending, g_source_unref);
  text = g_strdup (self->next_text);
  message = g_strdup (self->next_message);
  fraction = self->next_fraction;
  active = self->next_active;
  g_mutex_unlock (&self->mutex);

  g_object_freeze_notify (G_OBJECT (self));
  if (vdt_set_str (&self->text, text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
  if (vdt_set_str (&self->message, message))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
  if (self->fraction < fraction || self->fraction > fraction)
    {
      self->fraction = fraction;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRACTION]);
    }
  if (self->active != active)
    {
      self->active = active;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
    }
  g_object_thaw_notify (G_OBJECT (self));

  return G_SOURCE_REMOVE;
}

/* With the mutex held. */
static void
schedule (VdtProgress *self)
{
  if (self->pending != NULL)
    return;

  self->pending = g_idle_source_new ();
  g_source_set_priority (self->pending, G_PRIORITY_DEFAULT_IDLE);
  g_source_set_callback (self->pending, show_cb, g_object_ref (self), g_object_unref);
  g_source_attach (self->pending, self->context);
}

static void
vdt_progress_finalize (GObject *object)
{
  VdtProgress *self = VDT_PROGRESS (object);

  g_main_context_unref (self->context);
  g_mutex_clear (&self->mutex);
  g_free (self->next_text);
  g_free (self->next_message);
  g_free (self->text);
  g_free (self->message);

  G_OBJECT_CLASS (vdt_progress_parent_class)->finalize (object);
}

static void
vdt_progress_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  VdtProgress *self = VDT_PROGRESS (object);

  switch (prop_id)
    {
    case PROP_ACTIVE:
      g_value_set_boolean (value, self->active);
      break;
    case PROP_FRACTION:
      g_value_set_double (value, self->fraction);
      break;
    case PROP_MESSAGE:
      g_value_set_string (value, self->message);
      break;
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
vdt_progress_class_init (VdtProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = vdt_progress_finalize;
  object_class->get_property = vdt_progress_get_property;

  properties[PROP_ACTIVE] = g_param_spec_boolean ("active", NULL, NULL, FALSE, flags);
  properties[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_MESSAGE] = g_param_spec_string ("message", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
vdt_progress_init (VdtProgress *self)
{
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->mutex);
  self->fraction = -1;
  self->next_fraction = -1;
}

VdtProgress *
vdt_progress_new (void)
{
  return g_object_new (VDT_TYPE_PROGRESS, NULL);
}

const char *
vdt_progress_get_text (VdtProgress *self)
{
  g_return_val_if_fail (VDT_IS_PROGRESS (self), NULL);

  return self->text;
}

/**
 * vdt_progress_get_fraction:
 * @self: a progress
 *
 * Returns: 0 to 1, or -1 while it is not known how much there is to do
 */
double
vdt_progress_get_fraction (VdtProgress *self)
{
  g_return_val_if_fail (VDT_IS_PROGRESS (self), -1);

  return self->fraction;
}

gboolean
vdt_progress_get_active (VdtProgress *self)
{
  g_return_val_if_fail (VDT_IS_PROGRESS (self), FALSE);

  return self->active;
}

/**
 * vdt_progress_get_message:
 * @self: a progress
 *
 * Returns: (nullable): what went wrong or what came out, once the work has ended
 */
const char *
vdt_progress_get_message (VdtProgress *self)
{
  g_return_val_if_fail (VDT_IS_PROGRESS (self), NULL);

  return self->message;
}

static void
store_next (VdtProgress *self,
            gboolean     active,
            double       fraction,
            const char  *text,
            const char  *message)
{
  g_mutex_lock (&self->mutex);
  self->next_active = active;
  self->next_fraction = fraction < 0 ? -1 : MIN (fraction, 1);
  vdt_set_str (&self->next_text, text);
  vdt_set_str (&self->next_message, message);
  schedule (self);
  g_mutex_unlock (&self->mutex);
}

/**
 * vdt_progress_begin:
 * @self: a progress
 * @text: (nullable): what is being done
 *
 * Any thread.
 */
void
vdt_progress_begin (VdtProgress *self,
                    const char  *text)
{
  g_return_if_fail (VDT_IS_PROGRESS (self));

  store_next (self, TRUE, -1, text, NULL);
}

/**
 * vdt_progress_report:
 * @self: a progress
 * @fraction: 0 to 1, or -1 if it is not known
 * @text: (nullable): what is being done
 *
 * Any thread.
 */
void
vdt_progress_report (VdtProgress *self,
                     double       fraction,
                     const char  *text)
{
  g_return_if_fail (VDT_IS_PROGRESS (self));

  store_next (self, TRUE, fraction, text, NULL);
}

/**
 * vdt_progress_end:
 * @self: a progress
 * @message: (nullable): what went wrong or what came out
 *
 * Any thread.
 */
void
vdt_progress_end (VdtProgress *self,
                  const char  *message)
{
  g_return_if_fail (VDT_IS_PROGRESS (self));

  store_next (self, FALSE, 1, NULL, message);
}
