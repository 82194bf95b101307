# The whole vocabulary: details of a development, how charges hang together, an override with its reason.

import django.db.models.deletion
import legal.vocabulary.charges
import legal.vocabulary.details
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('legal', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='development',
            name='development_instrument_where_called_for',
        ),
        migrations.RemoveConstraint(
            model_name='development',
            name='development_verdict_where_called_for',
        ),
        migrations.RemoveConstraint(
            model_name='development',
            name='development_prejudice_where_called_for',
        ),
        migrations.RemoveConstraint(
            model_name='development',
            name='development_sentence_where_called_for',
        ),
        migrations.RemoveConstraint(
            model_name='development',
            name='development_verdict_which',
        ),
        migrations.AddField(
            model_name='charge',
            name='related_to',
            field=models.ForeignKey(blank=True, help_text='The charge it makes heavier, is part of, replaces, was amended from, or goes on.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='related_from', to='legal.charge', verbose_name='that charge'),
        ),
        migrations.AddField(
            model_name='charge',
            name='relation',
            field=models.CharField(blank=True, choices=legal.vocabulary.charges.ChargeRelation.choices, max_length=16, verbose_name='how it hangs together with another charge'),
        ),
        migrations.AddField(
            model_name='development',
            name='ground',
            field=models.CharField(blank=True, choices=legal.vocabulary.details.Ground.choices, help_text='Where the reason has a name.', max_length=16, verbose_name='why'),
        ),
        migrations.AddField(
            model_name='development',
            name='in_favor_of',
            field=models.CharField(blank=True, choices=legal.vocabulary.details.Side.choices, max_length=12, verbose_name='for whom'),
        ),
        migrations.AddField(
            model_name='development',
            name='lesser_offense',
            field=models.CharField(blank=True, help_text="In the law's words.", max_length=200),
        ),
        migrations.AddField(
            model_name='development',
            name='manner',
            field=models.CharField(blank=True, choices=legal.vocabulary.details.Manner.choices, help_text='Of a charge, trial, dismissal or settlement.', max_length=16, verbose_name='how'),
        ),
        migrations.AddField(
            model_name='development',
            name='override_reason',
            field=models.CharField(blank=True, help_text='Only where the source shows that it happened all the same: say why. Readers do not see this.', max_length=250, verbose_name='record it although it does not fit'),
        ),
        migrations.AddField(
            model_name='development',
            name='terms',
            field=models.CharField(blank=True, help_text='What is to be paid or done, by whom, in which shares, as the source says it.', max_length=300, verbose_name='amounts and terms'),
        ),
        migrations.AlterField(
            model_name='development',
            name='instrument',
            field=models.CharField(blank=True, choices=legal.vocabulary.details.Instrument.choices, help_text='The paper that brings it.', max_length=12),
        ),
        migrations.AlterField(
            model_name='development',
            name='plea',
            field=models.CharField(blank=True, choices=legal.vocabulary.details.Plea.choices, max_length=12),
        ),
        migrations.AlterField(
            model_name='development',
            name='prejudice',
            field=models.CharField(blank=True, choices=legal.vocabulary.details.Prejudice.choices, help_text='Empty when it was not said.', max_length=8),
        ),
        migrations.AlterField(
            model_name='development',
            name='reason',
            field=models.CharField(blank=True, help_text='A few neutral words readers see in brackets; they are told instead of the reason above.', max_length=250),
        ),
        migrations.AlterField(
            model_name='development',
            name='sentence',
            field=models.CharField(blank=True, help_text='“18 months in jail”, with all its parts, as the source says it.', max_length=300),
        ),
        migrations.AlterField(
            model_name='development',
            name='verdict',
            field=models.CharField(blank=True, choices=legal.vocabulary.details.Verdict.choices, help_text='A split verdict is two developments.', max_length=24),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('related_to__isnull', True), ('relation', '')), models.Q(models.Q(('relation', ''), _negated=True), ('related_to__isnull', False)), _connector='OR'), name='charge_relation_names_another', violation_error_message='Say both how it hangs together with another charge, and with which.'),
        ),
        migrations.AddConstraint(
            model_name='charge',
            constraint=models.CheckConstraint(condition=models.Q(('related_to__isnull', True), models.Q(('related_to', models.F('id')), _negated=True), _connector='OR'), name='charge_is_related_to_another', violation_error_message='A charge cannot hang together with itself.'),
        ),
        migrations.AddConstraint(
            model_name='development',
            constraint=models.CheckConstraint(condition=models.Q(('instrument', ''), ('kind__in', ['charged', 'filed', 'amended', 'superseded']), _connector='OR'), name='development_instrument_where_called_for', violation_error_message='Only “charged” or “complaint filed” or “amended” or “replaced by another charge” has this: leave “instrument” empty.'),
        ),
        migrations.AddConstraint(
            model_name='development',
            constraint=models.CheckConstraint(condition=models.Q(('verdict', ''), ('kind__in', ['verdict', 'judgment_notwithstanding']), _connector='OR'), name='development_verdict_where_called_for', violation_error_message='Only “verdict” or “judgment notwithstanding the verdict” has this: leave “verdict” empty.'),
        ),
        migrations.AddConstraint(
            model_name='development',
            constraint=models.CheckConstraint(condition=models.Q(('lesser_offense', ''), ('kind__in', ['pleaded', 'verdict']), _connector='OR'), name='development_lesser_offense_where_called_for', violation_error_message='Only “pleaded” or “verdict” has this: leave “lesser offense” empty.'),
        ),
        migrations.AddConstraint(
            model_name='development',
            constraint=models.CheckConstraint(condition=models.Q(('prejudice', ''), ('kind__in', ['nolle_prosequi', 'dismissed']), _connector='OR'), name='development_prejudice_where_called_for', violation_error_message='Only “dismissed by the prosecution (nolle prosequi)” or “dismissed” has this: leave “prejudice” empty.'),
        ),
        migrations.AddConstraint(
            model_name='development',
            constraint=models.CheckConstraint(condition=models.Q(('ground', ''), ('kind__in', ['declined', 'mistrial', 'nolle_prosequi', 'dismissed', 'new_trial_granted', 'reversed', 'vacated']), _connector='OR'), name='development_ground_where_called_for', violation_error_message='Only “charges declined” or “mistrial” or “dismissed by the prosecution (nolle prosequi)” or “dismissed” or the like has this: leave “why” empty.'),
        ),
        migrations.AddConstraint(
            model_name='development',
            constraint=models.CheckConstraint(condition=models.Q(('in_favor_of', ''), ('kind__in', ['judgment', 'summary_judgment', 'default_judgment']), _connector='OR'), name='development_in_favor_of_where_called_for', violation_error_message='Only “judgment” or “summary judgment” or “default judgment” has this: leave “for whom” empty.'),
        ),
        migrations.AddConstraint(
            model_name='development',
            constraint=models.CheckConstraint(condition=models.Q(('sentence', ''), ('kind__in', ['sentenced', 'sentence_revoked', 'commuted']), _connector='OR'), name='development_sentence_where_called_for', violation_error_message='Only “sentenced” or “suspension or probation revoked” or “sentence commuted” has this: leave “sentence” empty.'),
        ),
        migrations.AddConstraint(
            model_name='development',
            constraint=models.CheckConstraint(condition=models.Q(('terms', ''), ('kind__in', ['cited', 'amended', 'verdict', 'judgment_notwithstanding', 'judgment', 'summary_judgment', 'settled', 'settlement_approved', 'default_judgment', 'citation_affirmed', 'satisfied', 'paid']), _connector='OR'), name='development_terms_where_called_for', violation_error_message='Only “cited” or “amended” or “verdict” or “judgment notwithstanding the verdict” or the like has this: leave “amounts and terms” empty.'),
        ),
        migrations.AddConstraint(
            model_name='development',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['verdict', 'judgment_notwithstanding']), _negated=True), models.Q(('verdict', ''), _negated=True), _connector='OR'), name='development_verdict_which', violation_error_message='Say which verdict.'),
        ),
        migrations.AddConstraint(
            model_name='development',
            constraint=models.CheckConstraint(condition=models.Q(('manner', ''), models.Q(('kind__in', ['trial_began']), ('manner', 'jury')), models.Q(('kind__in', ['trial_began']), ('manner', 'bench')), models.Q(('kind__in', ['charged']), ('manner', 'superseding')), models.Q(('kind__in', ['dismissed']), ('manner', 'voluntary')), models.Q(('kind__in', ['dismissed']), ('manner', 'inactivity')), models.Q(('kind__in', ['dismissed']), ('manner', 'merits')), models.Q(('kind__in', ['settled']), ('manner', 'confidential')), models.Q(('kind__in', ['settled']), ('manner', 'public')), _connector='OR'), name='development_manner_of_its_kind', violation_error_message='This manner belongs to another kind of development.'),
        ),
        migrations.AddConstraint(
            model_name='development',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'judgment_notwithstanding'), _negated=True), ('verdict__in', [legal.vocabulary.details.Verdict['LIABLE'], legal.vocabulary.details.Verdict['NOT_GUILTY'], legal.vocabulary.details.Verdict['NOT_LIABLE']]), _connector='OR'), name='development_no_guilt_notwithstanding', violation_error_message='Notwithstanding a verdict, a judge finds not guilty, liable or not liable.'),
        ),
        migrations.AddConstraint(
            model_name='development',
            constraint=models.CheckConstraint(condition=models.Q(('lesser_offense', ''), models.Q(('kind', 'verdict'), _negated=True), ('verdict', 'guilty_lesser'), _connector='OR'), name='development_lesser_offense_of_its_verdict', violation_error_message='Only the verdict “guilty of a lesser offense” names one: leave it empty.'),
        ),
        migrations.AlterConstraint(
            model_name='development',
            name='development_plea_where_called_for',
            constraint=models.CheckConstraint(condition=models.Q(('plea', ''), ('kind__in', ['pleaded']), _connector='OR'), name='development_plea_where_called_for', violation_error_message='Only “pleaded” has this: leave “plea” empty.'),
        ),
    ]
