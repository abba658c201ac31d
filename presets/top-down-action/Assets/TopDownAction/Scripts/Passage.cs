using UnityEngine;

namespace TopDownAction
{
    /// <summary>Takes the hero who steps on it to another scene.</summary>
    [RequireComponent(typeof(Collider2D))]
    public sealed class Passage : MonoBehaviour
    {
        [SerializeField] private string nextScene = "";
        [SerializeField] private SceneFader fader;

        private void OnTriggerEnter2D(Collider2D other)
        {
            if (other.TryGetComponent(out HeroController hero) && hero.IsControlled)
            {
                hero.IsControlled = false;
                hero.GetComponent<Satchel>().Carry();
                fader.Load(nextScene);
            }
        }
    }
}
