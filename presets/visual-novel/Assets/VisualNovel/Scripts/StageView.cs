using System.Collections.Generic;
using UnityEngine;

namespace VisualNovel
{
    /// <summary>Shows the place and who is there.</summary>
    public sealed class StageView : MonoBehaviour
    {
        [SerializeField] private StoryLibrary library;
        [SerializeField] private SpriteRenderer picture;
        [SerializeField] private Animator motion;
        [SerializeField] private ActorView[] actors = new ActorView[0];

        /// <summary>The name of the background that is shown.</summary>
        public string Background { get; private set; } = "";

        public void ShowPlace(string background)
        {
            Background = background;
            StoryLibrary.Place place = library.FindPlace(background);
            picture.sprite = place.picture;
            motion.gameObject.SetActive(place.motion != null);
            motion.runtimeAnimatorController = place.motion;
            motion.transform.localPosition = place.motionAt;
        }

        public void ShowPeople(Stage stage, string speaker)
        {
            foreach (ActorView actor in actors)
            {
                bool isThere = stage.Moods.TryGetValue(actor.Character, out string mood);
                if (isThere)
                {
                    StoryLibrary.Portrait portrait = library.FindPortrait(actor.Character);
                    actor.Show(portrait.bust, portrait.FindFace(mood), IsHeard(actor.Character, speaker, stage.Moods));
                }
                else
                {
                    actor.Hide();
                }
            }
        }

        /// <summary>Lets everybody stand at once as told, without a fade.</summary>
        public void Settle()
        {
            foreach (ActorView actor in actors)
            {
                actor.Settle();
            }
        }

        /// <summary>Returns where there is room: 1 is the right, -1 the left, 0 neither more than the other.</summary>
        public float FreeSide(Stage stage)
        {
            float side = 0f;
            foreach (ActorView actor in actors)
            {
                side -= stage.Moods.ContainsKey(actor.Character) ? Mathf.Sign(actor.transform.localPosition.x) : 0f;
            }

            return side;
        }

        /// <summary>Nobody is dimmed while nobody who is seen speaks.</summary>
        private static bool IsHeard(string who, string speaker, Dictionary<string, string> moods)
        {
            return who == speaker || !moods.ContainsKey(speaker);
        }
    }
}
